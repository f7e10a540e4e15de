import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../child.ts';
import { measured, type Section } from '../figure.ts';
import { missingPackage, runPeer } from '../python.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import type { Request } from './ours.ts';
import { qualityReport } from './report.ts';
import { appendOutcome, type Outcome, readOutcomes, type Table } from './results.ts';
import { methodsOf, type Variant, variants } from './variant.ts';

/** The peers of bench/peers/quality/models.py, cheap ones first. */
const peers: Readonly<Record<string, readonly string[]>> = {
  linear: ['sklearn'],
  lightgbm: ['lightgbm'],
  'lightgbm-tuned': ['lightgbm', 'optuna'],
  'sklearn-mlp': ['sklearn'],
};

const seeds = [0, 1, 2];

/** Lists of names with commas; all of them where a list is left out. */
export interface QualityOptions {
  readonly tables?: string | undefined;
  /** Peers, and variants of ours. */
  readonly methods?: string | undefined;
  readonly seeds?: string | undefined;
  /** A file of JSON lines that outcomes are added to; what it has is not run again. */
  readonly results?: string | undefined;
  /** A JSON file of further variants, by name. */
  readonly variants?: string | undefined;
}

/** Test losses of ours beside those of peers, on tables that packages ship: each outcome that the file does not have yet. */
export async function measureQuality(options: QualityOptions): Promise<Section> {
  const path = options.results ?? join(tmpdir(), 'hpsearch-quality.jsonl');
  const known: Readonly<Record<string, Variant>> = {
    ...variants,
    ...(options.variants && JSON.parse(await readFile(options.variants, 'utf8'))),
  };
  const methods = listOf(options.methods) ?? [...Object.keys(peers), ...Object.keys(variants)];
  const missing = await missingPackage(['pandas', 'sklearn', 'statsmodels', 'vega_datasets']);
  if (missing === undefined) {
    await inTemporaryFolder(async (folder) => {
      const tables = await writeTables(folder, options.tables);
      for (const seed of listOf(options.seeds)?.map(Number) ?? seeds) {
        for (const method of methods) {
          for (const table of tables) await runOnce({ folder, path, known }, table, seed, method);
        }
      }
    });
  }
  const shown = methods.flatMap((name) => (known[name] ? methodsOf(name, known[name]) : [name]));
  const names = listOf(options.tables);
  const outcomes = (await readOutcomes(path)).filter(
    ({ method, table }) => shown.includes(method) && (names?.includes(table) ?? true),
  );
  const figures = shown.map((method) =>
    measured(
      method,
      's',
      outcomes.filter((outcome) => outcome.method === method).map(({ seconds }) => seconds),
      missing,
    ),
  );
  return {
    title: 'wall-clock seconds for one split of a table, searches and fits',
    measurements: figures.map(({ runs, ...figure }) => ({ ...figure, runs: [] })),
    targets: [],
    text: qualityReport(outcomes, shown),
  };
}

interface Bench {
  readonly folder: string;
  readonly path: string;
  readonly known: Readonly<Record<string, Variant>>;
}

async function runOnce({ folder, path, known }: Bench, table: Table, seed: number, method: string) {
  const variant = known[method];
  const wanted = variant === undefined ? [method] : methodsOf(method, variant);
  const there = (await readOutcomes(path)).filter((each) => each.table === table.name && each.seed === seed);
  const lacking = wanted.filter((name) => !there.some((each) => each.method === name));
  if (lacking.length === 0) return;
  const file = join(folder, `${table.name}-${seed}`);
  try {
    const outcomes =
      variant === undefined
        ? [await runModel(method, file, table, seed)]
        : await runVariant({ path: file, table, seed, method, variant });
    for (const outcome of outcomes.filter((each) => lacking.includes(each.method))) {
      await appendOutcome(path, outcome);
      const { loss, validation, seconds } = outcome;
      const figures = [loss, validation ?? Number.NaN, seconds].map((figure) => figure.toPrecision(4));
      console.error(
        `${table.name} ${seed} ${outcome.method}: test, validation, seconds ${figures.join(', ')}`,
      );
    }
  } catch (error) {
    console.error(`${table.name} ${seed} ${method}: ${(error as Error).message}`);
  }
}

async function runModel(method: string, file: string, table: Table, seed: number): Promise<Outcome> {
  const packages = peers[method];
  if (packages === undefined) throw new Error('no such method');
  const missing = await missingPackage(packages);
  if (missing !== undefined) throw new Error(missing);
  const { output, failure } = await runPeer('quality/models.py', [
    ...[method, `${file}.csv`, JSON.stringify(table), `${seed}`],
  ]);
  if (failure !== undefined) throw new Error(failure);
  return { table: table.name, task: table.task, seed, method, ...(JSON.parse(output) as object) } as Outcome;
}

function runVariant(request: Request): Promise<Outcome[]> {
  return runProgram(new URL('./ours.js', import.meta.url), [JSON.stringify(request)]) as Promise<Outcome[]>;
}

async function writeTables(folder: string, names: string | undefined): Promise<Table[]> {
  const { output, failure } = await runPeer('quality/tables.py', [
    folder,
    ...(names === undefined ? [] : [names]),
  ]);
  if (failure !== undefined) throw new Error(failure);
  return JSON.parse(output) as Table[];
}

function listOf(names: string | undefined): string[] | undefined {
  return names?.split(',');
}
