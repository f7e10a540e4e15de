import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensemble, predict, search, top } from 'hpsearch';
import { inTemporaryFolder } from '../temporary-folder.ts';
import type { Table } from './results.ts';
import { ensemblesOf, type Variant } from './variant.ts';

/** ours.js REQUEST: searches one split of a table, and prints the outcomes of its methods as JSON. */
export interface Request {
  /** The CSV file of the split without its ending; beside it are its test rows, and their targets as JSON. */
  readonly path: string;
  readonly table: Table;
  readonly seed: number;
  readonly method: string;
  readonly variant: Variant;
}

type Truth = readonly (string | number)[];
type Predictions = Awaited<ReturnType<typeof predict>>;

const leastProbability = 1e-7;

function lossesOf(truth: Truth, predictions: Predictions, temperature = 1): number[] {
  return predictions.map(({ prediction, probabilities }, row) => {
    const target = truth[row] as string | number;
    if (probabilities === undefined) return ((prediction as number) - (target as number)) ** 2;
    const powers = Object.entries(probabilities).map(([name, p]) => [name, p ** temperature] as const);
    const own = powers.find(([name]) => name === String(target))?.[1] ?? 0;
    return -Math.log(Math.max(leastProbability, own / powers.reduce((sum, [, power]) => sum + power, 0)));
  });
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

async function writeSpace(file: string, { path, table, seed, variant }: Request): Promise<void> {
  const { split, ...data } = (variant.data ?? {}) as { readonly split?: object };
  const { target, task } = table;
  const space = {
    data: {
      ...{ source: 'csv', path: `${path}.csv`, target, task, ...data },
      split: { column: 'part', seed, ...split },
    },
    model: { type: 'mlp', ...variant.model },
    space: { ...variant.space },
    training: { ...variant.training },
    search: { trials: 30, seed: seed + 1, ...variant.search },
  };
  await writeFile(file, JSON.stringify(space));
}

async function outcomesOf(request: Request, folder: string) {
  const { path, table, seed, method, variant } = request;
  const { name, task } = table;
  const db = join(folder, 'hpsearch.db');
  const space = join(folder, 'space.json');
  await writeSpace(space, request);
  const startedAt = performance.now();
  await search({ space, name: method, db, workers: 1 });
  const times = () => {
    const { user, system } = process.cpuUsage();
    return { seconds: (performance.now() - startedAt) / 1000, cpuSeconds: (user + system) / 1e6 };
  };
  const searched = times();
  const truth = JSON.parse(await readFile(`${path}.truth.json`, 'utf8')) as Truth;
  const input = `${path}.test.csv`;
  const common = { table: name, task, seed };
  const [best] = await top({ db, study: method, k: 1 });
  if (best === undefined) throw new Error('no trial completed');
  const losses = lossesOf(truth, await predict({ db, study: method, input }));
  const { value: validation, standardError, config, bestEpoch, testInterval } = best;
  const single = { ...common, method, loss: meanOf(losses), losses, validation, standardError, ...searched };
  const outcomes: object[] = [{ ...single, testInterval, config, bestEpoch }];
  for (const [end, options] of Object.entries(ensemblesOf(variant))) {
    const made = await ensemble({ db, study: method, name: end, ...options });
    const combined = times();
    const predictions = await predict({ db, study: method, model: end, input });
    const losses = lossesOf(truth, predictions);
    const temperature = made.temperature ?? undefined;
    const uncalibrated = temperature === undefined ? undefined : lossesOf(truth, predictions, temperature);
    const { loss: validation } = made.validation;
    outcomes.push({
      ...{ ...common, method: `${method}-${end}`, loss: meanOf(losses), losses, validation, temperature },
      ...{ uncalibrated, ...combined, members: made.members },
    });
  }
  return outcomes;
}

const request = JSON.parse(process.argv[2] ?? '{}') as Request;
const outcomes = await inTemporaryFolder((folder) => outcomesOf(request, folder));
console.log(
  JSON.stringify(outcomes, (key, value) =>
    key === 'losses' || key === 'uncalibrated'
      ? (value as number[])?.map((loss) => Number(loss.toPrecision(6)))
      : value,
  ),
);
