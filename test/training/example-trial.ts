import type { Dataset } from '../../src/data/dataset.ts';
import type { Configuration } from '../../src/study/search-space.ts';
import type { TrainingSpec } from '../../src/study/study-spec.ts';
import type { Backend } from '../../src/training/backend.ts';
import { linear } from '../../src/training/models/linear.ts';
import type { BuildInput, ModelFamily } from '../../src/training/models/model-family.ts';
import type { LayersModel } from '../../src/training/tensorflow.ts';
import { type TrainedTrial, type TrialHooks, type TrialInput, trainTrial } from '../../src/training/train.ts';

const idle: TrialHooks = { onEpoch: () => {}, shouldStop: () => false };

const training: TrainingSpec = {
  maxEpochs: 3,
  patience: 100,
  minDelta: 0,
  timeoutSeconds: 300,
  backend: 'auto',
};

/** What a test says of a trial; the rest is a linear model, three epochs, seed 1. */
export interface Given extends Partial<Omit<TrialInput, 'backend' | 'training'>> {
  readonly dataset: Dataset;
  readonly config?: Configuration;
  readonly training?: Partial<TrainingSpec>;
}

export function run(backend: Backend, given: Given, hooks: Partial<TrialHooks> = {}): Promise<TrainedTrial> {
  const input: TrialInput = {
    backend,
    family: linear,
    objective: { metric: 'valLoss', direction: 'minimize' },
    seed: 1,
    trial: 0,
    config: {},
    ...given,
    training: { ...training, ...given.training },
  };
  return trainTrial(input, { ...idle, ...hooks });
}

/** A family without laws, as a user's module may be. */
export function familyOf(build: (input: BuildInput) => LayersModel): ModelFamily {
  return { parameters: {}, build };
}

/** Training and validation loss of each epoch. */
export function losses({ history }: TrainedTrial): (number | undefined)[][] {
  return history.map(({ metrics: { loss, valLoss } }) => [loss, valLoss]);
}
