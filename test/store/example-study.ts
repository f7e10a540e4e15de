import type { NewStudy } from '../../src/store/store.ts';
import type { TrialResult } from '../../src/store/trial-result.ts';
import type { Direction } from '../../src/study/objective.ts';
import type { Trial } from '../../src/study/trial.ts';

/** A study that uses everything a spec can hold, in letters that are not all ASCII. */
export function exampleStudy(name: string, direction: Direction = 'minimize'): NewStudy {
  return {
    name,
    directory: '/home/ä b/studies',
    backend: 'wasm',
    versions: { hpsearch: '0.1.0', '@tensorflow/tfjs': '4.22.0' },
    dataFingerprint: 'c0ffee',
    backendTimings: { wasm: 0.5, cpu: 4 },
    spec: {
      name,
      data: {
        source: 'csv',
        path: './wein “rot”.csv',
        target: 'qualité',
        task: 'regression',
        exclude: ['id'],
        split: { kind: 'fractions', validation: 0.2, test: 0.1, stratify: false, seed: 7 },
        scaling: 'standard',
      },
      model: { kind: 'family', family: 'mlp' },
      space: [
        { name: 'learningRate', distribution: { type: 'logUniform', min: 1e-5, max: 0.1 } },
        { name: 'optimizer', distribution: { type: 'choice', values: ['adam', 'sgd'], weights: [2, 1] } },
        {
          name: 'momentum',
          distribution: { type: 'uniform', min: 0, max: 0.99 },
          when: { optimizer: ['sgd'] },
        },
        { name: 'useBias', distribution: { type: 'fixed', value: true } },
      ],
      objective: direction === 'minimize' ? { metric: 'valMae', direction } : { metric: 'valR2', direction },
      training: { maxEpochs: 40, patience: 5, minDelta: 0, timeoutSeconds: 300, backend: 'auto' },
      search: { trials: 30, seed: 1, sampler: 'random', pruner: 'none' },
    },
  };
}

export const exampleConfig = { learningRate: 0.1 + 0.2, optimizer: 'sgd', momentum: 1e-9, useBias: true };

/** A trial that ended well, and everything about it follows from its value. */
export function completed(value: number, weights = Uint8Array.of(1, 2, 3)): TrialResult {
  return {
    outcome: {
      state: 'complete',
      value,
      metrics: { loss: value / 3, valMae: value },
      bestEpoch: 1,
      epochs: 1,
      parameters: 52_650,
    },
    history: [
      { epoch: 0, metrics: { loss: 2.25, valMae: value + 1 } },
      { epoch: 1, metrics: { loss: value / 3, valMae: value } },
    ],
    seconds: 3.25,
    backend: 'wasm',
    weights,
  };
}

export function pruned(value: number): TrialResult {
  const { outcome, ...result } = completed(value);
  return { ...result, outcome: { ...outcome, state: 'pruned' } as TrialResult['outcome'] };
}

export const failed: TrialResult = {
  outcome: { state: 'failed', failure: { kind: 'diverged', message: 'loss 1e+26 in epoch 3' }, epochs: 3 },
  history: [{ epoch: 1, metrics: { loss: 1e26 } }],
  seconds: 0.5,
  backend: 'wasm',
};

/** How a trial looks that nobody has begun. */
export function waitingTrial(trial: number): Trial {
  return {
    trial,
    state: 'waiting',
    value: null,
    config: exampleConfig,
    metrics: {},
    bestEpoch: null,
    epochs: null,
    parameters: null,
    seconds: null,
    backend: null,
    failure: null,
  };
}
