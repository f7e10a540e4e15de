import { appendFileSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Dataset } from '../../src/data/dataset.ts';
import { encodeSource, readSource } from '../../src/data/load-dataset.ts';
import { decideEpochs, trainedRows } from '../../src/search/decide-epochs.ts';
import { prepareSpec } from '../../src/search/prepare-spec.ts';
import type { Value } from '../../src/study/distribution.ts';
import { loadBackend } from '../../src/training/backend.ts';
import { trainModels } from '../../src/training/folds/train-models.ts';
import { loadFamily } from '../../src/training/models/user-module.ts';
import { type Variant, variants } from './variants.ts';

/**
 * main.js <folder of tables.py> [--only default,relu] [--tables wine,barley] [--seeds 2] [--first-seed 1]
 * [--set units=64 --name smaller] [--epochs 100] [--out file]:
 * trains each variant on each table with five folds and prints, as JSON lines, the out-of-fold loss as a share of that
 * of a constant prediction, and seconds of the processor.
 */
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: Object.keys(variants).join() },
    tables: { type: 'string' },
    seeds: { type: 'string', default: '1' },
    'first-seed': { type: 'string', default: '1' },
    set: { type: 'string', multiple: true, default: [] },
    name: { type: 'string' },
    epochs: { type: 'string' },
    out: { type: 'string' },
  },
});
const folder = resolve(positionals[0] ?? '.');
const backend = await loadBackend('wasm');
const asked = Object.fromEntries(
  flags.set.map((text) => {
    const [name = '', value = ''] = text.split('=');
    return [name, parsed(value)];
  }),
);

function parsed(text: string): Value {
  const number = Number(text);
  return text === 'true' ? true : text === 'false' ? false : Number.isNaN(number) ? text : number;
}

/** The loss of the best constant prediction, on all rows but those of the test split. */
function constantLoss({ task, splits: { train } }: Dataset): number {
  if (task.kind === 'regression') return task.std ** 2;
  if (task.kind !== 'classification') throw new Error('the tables have one target');
  const counts = new Float64Array(task.classes.length);
  for (const label of train.y) counts[label] = (counts[label] as number) + 1;
  return counts.reduce((sum, count) => sum - (count / train.rows) * Math.log(count / train.rows || 1), 0);
}

async function measure(table: string, variant: Variant, seed: number) {
  const { family: type = 'tabular', config = {}, training = {}, scaling = 'robust' } = variant;
  const { spec, directory } = await prepareSpec({
    space: {
      content: {
        data: { source: 'csv', path: table, target: 'target', scaling, split: { folds: 5, test: 0.1 } },
        model: { type },
        space: { learningRate: 1e-3, ...config, ...asked },
        training: {
          ...training,
          ...(flags.epochs && { maxEpochs: Number(flags.epochs), patience: Number(flags.epochs) }),
        },
      },
      directory: folder,
    },
  });
  const source = await readSource(spec.data, directory);
  const dataset = encodeSource(source, spec.data as never);
  const decided = decideEpochs(spec, trainedRows(source.rows)).spec;
  const family = await loadFamily(spec.model, directory);
  const before = process.cpuUsage();
  const { outcome } = await trainModels(
    {
      ...{ backend, family, dataset, training: decided.training, objective: spec.objective, trial: 0, seed },
      config: { ...config, ...asked },
    },
    {
      onEpoch() {},
      shouldStop: () => false,
      readFold: async () => undefined,
      saveFold: async () => {},
    },
  );
  const { user } = process.cpuUsage(before);
  if (outcome.state === 'failed') return { failure: outcome.failure.message };
  const { valLoss = Number.NaN, valAccuracy } = outcome.metrics;
  return {
    share: valLoss / constantLoss(dataset),
    ...(valAccuracy !== undefined && { accuracy: valAccuracy }),
    bestEpoch: outcome.bestEpoch,
    seconds: user / 1e6,
  };
}

const tables = readdirSync(folder).filter(
  (file) => file.endsWith('.csv') && (flags.tables?.split(',').includes(basename(file, '.csv')) ?? true),
);
for (const name of flags.only.split(',')) {
  const variant = variants[name];
  if (variant === undefined) throw new Error(`there is no variant ${name}`);
  for (let index = 0; index < Number(flags.seeds); index++) {
    const seed = Number(flags['first-seed']) + index;
    for (const table of tables) {
      const result = await measure(join(folder, table), variant, seed);
      const line = JSON.stringify({
        variant: flags.name ?? name,
        table: basename(table, '.csv'),
        seed,
        ...result,
      });
      console.log(line);
      if (flags.out !== undefined) appendFileSync(flags.out, `${line}\n`);
    }
  }
}
