import type { Study } from '../../src/store/store.ts';
import type { Objective } from '../../src/study/objective.ts';
import type { SearchSpace } from '../../src/study/search-space.ts';
import type { Trial } from '../../src/study/trial.ts';
import { exampleStudy, waitingTrial } from '../store/example-study.ts';

export const lossObjective: Objective = { metric: 'valLoss', direction: 'minimize' };

export const exampleSpace: SearchSpace = [
  { name: 'learningRate', distribution: { type: 'logUniform', min: 1e-5, max: 0.1 } },
  { name: 'layers', distribution: { type: 'int', min: 1, max: 9 } },
  { name: 'optimizer', distribution: { type: 'choice', values: ['adam', 'sgd'] } },
  {
    name: 'momentum',
    distribution: { type: 'uniform', min: 0, max: 1 },
    when: { optimizer: ['sgd'] },
  },
  { name: 'useBias', distribution: { type: 'fixed', value: true } },
];

const middling = { learningRate: 1e-3, layers: 5, optimizer: 'sgd', momentum: 0.5, useBias: true };

export function studyOf(space: SearchSpace = exampleSpace): Study {
  const example = exampleStudy('digits');
  const createdAt = '2024-05-01T12:00:00.000Z';
  return { ...example, id: 1, createdAt, spec: { ...example.spec, space, objective: lossObjective } };
}

export function completeTrial(trial: number, value: number, config: Trial['config'] = middling): Trial {
  return {
    trial,
    state: 'complete',
    value,
    config,
    metrics: { loss: value / 2, valLoss: value, valAccuracy: 0.975, valF1: 0.96 },
    bestEpoch: 12,
    epochs: 17,
    parameters: 52_650,
    seconds: 3.21,
    backend: 'wasm',
    failure: null,
  };
}

export function prunedTrial(trial: number, value: number): Trial {
  return { ...completeTrial(trial, value), state: 'pruned' };
}

export function failedTrial(trial: number): Trial {
  const failure = { kind: 'diverged', message: 'loss NaN in epoch 3' } as const;
  const ended = { epochs: 2, seconds: 0.5, backend: 'wasm' } as const;
  return { ...waitingTrial(trial), ...ended, state: 'failed', config: middling, failure };
}
