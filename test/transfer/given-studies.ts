import { onTestFinished } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { NewStudy, RecordedTrial, Store, Study, WholeStudy } from '../../src/store/store.ts';
import type { Trial } from '../../src/study/trial.ts';
import { encodeTensors } from '../../src/training/bytes/tensor-bytes.ts';
import { exampleStudy } from '../store/example-study.ts';

/** An empty store in the memory, closed when the test is over. */
export async function emptyStore(): Promise<Store> {
  const store = await openSqliteStore(':memory:');
  onTestFinished(() => store.close());
  return store;
}

/** The text of pieces that are written one after the other. */
export async function joined(pieces: AsyncIterable<string>): Promise<string> {
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  return all.join('');
}

/** A space with one parameter of each kind, and a condition. */
const space: NewStudy['spec']['space'] = [
  { name: 'learningRate', distribution: { type: 'logUniform', min: 1e-5, max: 0.1 } },
  { name: 'dropout', distribution: { type: 'uniform', min: 0, max: 0.6, step: 0.1 } },
  { name: 'width', distribution: { type: 'uniform', min: -1, max: 1 } },
  { name: 'layers', distribution: { type: 'int', min: 1, max: 9, step: 2 } },
  { name: 'units', distribution: { type: 'logInt', min: 16, max: 512 } },
  { name: 'noise', distribution: { type: 'normal', mean: 0, std: 1 } },
  { name: 'decay', distribution: { type: 'logNormal', mean: -7, std: 1, max: 0.01 } },
  { name: 'batchSize', distribution: { type: 'choice', values: [16, 32, 64], weights: [2, 1, 1] } },
  { name: 'optimizer', distribution: { type: 'choice', values: ['adam', 'sgd', '=1+1, "x"'] } },
  { name: 'useBias', distribution: { type: 'fixed', value: true } },
  { name: 'momentum', distribution: { type: 'uniform', min: 0, max: 0.99 }, when: { optimizer: ['sgd'] } },
];

const base = {
  learningRate: 0.0021,
  dropout: 0.3,
  width: -0.25,
  layers: 3,
  units: 64,
  noise: -0.75,
  decay: 0.00125,
  batchSize: 32,
  optimizer: 'adam',
  useBias: true,
};

const waiting: Trial = {
  trial: 0,
  state: 'waiting',
  value: null,
  config: base,
  metrics: {},
  bestEpoch: null,
  epochs: null,
  parameters: null,
  seconds: null,
  backend: null,
  failure: null,
};

/** One kernel and its bias, as training encodes them. */
export const exampleWeights = (trial: number) =>
  encodeTensors(
    [[1, 2], [2]],
    [
      [trial, 255],
      [0, 1],
    ],
  );

export const exampleOptimizer = (trial: number) =>
  encodeTensors({ step: trial, sizes: [[2], [2]] }, [
    [9, trial],
    [0, 1],
  ]);

function ended(trial: number, value: number, changes: Partial<Trial> = {}): RecordedTrial {
  const measured = { bestEpoch: 2, epochs: 2, parameters: 52_650, seconds: 3.25, backend: 'wasm' } as const;
  const metrics = { loss: value / 3, valMae: value };
  return {
    trial: { ...waiting, trial, state: 'complete', value, metrics, ...measured, ...changes },
    history: [0, 1, 2].map((epoch) => ({
      epoch,
      metrics: { loss: 2 - epoch + value / 3, valMae: 2 - epoch + value },
    })),
    weights: exampleWeights(trial),
    optimizer: exampleOptimizer(trial),
  };
}

/** A study with trials of every state and origin. */
export function wholeStudy(name = 'whole'): WholeStudy {
  const study = exampleStudy(name);
  const failure = { kind: 'diverged', message: 'loss 1e+26, in "epoch" 3' } as const;
  const { weights: _, optimizer: __, ...pruned } = ended(2, 0.5, { state: 'pruned' });
  return {
    study: { ...study, spec: { ...study.spec, space } },
    createdAt: '2026-01-31T12:00:00.000Z',
    trials: [
      ended(0, 0.125),
      ended(1, 0.1, { config: { ...base, optimizer: 'sgd', momentum: 0.9, noise: 1.5 } }),
      pruned,
      { trial: { ...waiting, trial: 3, state: 'failed', failure, epochs: 3, seconds: 0.5 }, history: [] },
      ended(4, 0.0875, { config: { ...base, optimizer: '=1+1, "x"' }, origin: 'continued', parent: 1 }),
      { trial: { ...waiting, trial: 5, draw: 4 }, history: [] },
    ],
    ensembles: [],
  };
}

export async function storedStudy(whole: WholeStudy = wholeStudy()): Promise<{ store: Store; study: Study }> {
  const store = await emptyStore();
  return { store, study: await store.importStudy(whole) };
}
