import type { Dataset } from '../../src/data/dataset.ts';
import type { Configuration } from '../../src/study/search-space.ts';
import type { TrainingSpec } from '../../src/study/study-spec.ts';
import type { Awaitable } from '../../src/training/awaitable.ts';
import type { Backend } from '../../src/training/backend.ts';
import {
  type TrainedTrial,
  type TrialHooks,
  type TrialInput,
  trainTrial,
} from '../../src/training/loop/train.ts';
import { linear } from '../../src/training/models/linear.ts';
import { mlp } from '../../src/training/models/mlp.ts';
import type { BuildInput, ModelFamily } from '../../src/training/models/model-family.ts';
import { prepareModel } from '../../src/training/prepare-model.ts';
import { releasing } from '../../src/training/release.ts';
import type { LayersModel } from '../../src/training/tensorflow.ts';
import { completeConfiguration, trainingParameters } from '../../src/training/training-parameters.ts';
import { restoreWeights } from '../../src/training/weights.ts';
import { separableBlobs } from './example-data.ts';

const idle: TrialHooks = { onEpoch: () => {}, shouldStop: () => false };

const training: TrainingSpec = {
  maxEpochs: 3,
  patience: 100,
  minDelta: 0,
  timeoutSeconds: 300,
  backend: 'auto',
};

/** The settings of a trial that a test changes; the others are a linear model, three epochs, seed 1. */
export interface Given extends Partial<Omit<TrialInput, 'backend' | 'training'>> {
  readonly dataset: Dataset;
  readonly config?: Configuration;
  readonly training?: Partial<TrainingSpec>;
}

/** The model of a build that is not asynchronous. */
export function atOnce<T>(value: Awaitable<T>): T {
  if (value instanceof Promise) throw new Error('built later');
  return value;
}

export function trialInput(backend: Backend, given: Given): TrialInput {
  return {
    backend,
    family: linear,
    objective: { metric: 'valLoss', direction: 'minimize' },
    seed: 1,
    trial: 0,
    config: {},
    ...given,
    training: { ...training, ...given.training },
  };
}

export function run(backend: Backend, given: Given, hooks: Partial<TrialHooks> = {}): Promise<TrainedTrial> {
  return trainTrial(trialInput(backend, given), { ...idle, ...hooks });
}

/** Everything that draws random numbers: initialisation, order and dropout. */
export const randomTrial: Given = {
  family: mlp,
  dataset: separableBlobs(),
  config: { layers: 2, units: 6, dropout: 0.4, batchSize: 8, learningRate: 0.01 },
};

/** The same for two trials that agree down to the last bit. */
export function fingerprint({ outcome, history, weights = new Uint8Array() }: TrainedTrial): string {
  return JSON.stringify({ outcome, history, weights: Buffer.from(weights).toString('base64') });
}

/** The outcome and the weights of a trial that must not have failed. */
export function completed({ outcome, weights }: TrainedTrial) {
  if (outcome.state === 'failed' || weights === undefined) throw new Error(JSON.stringify(outcome));
  return { outcome, weights };
}

/** Lends a new model with a trial's weights, as an ensemble would make it. */
export async function withRestored(
  { tf }: Backend,
  { family = linear, dataset, config = {} }: Given,
  trained: TrainedTrial,
  use: (model: LayersModel) => void,
): Promise<void> {
  const complete = completeConfiguration({ ...trainingParameters, ...family.parameters }, config);
  await releasing(tf, async () => {
    const model = atOnce(prepareModel(tf, family, complete, dataset));
    restoreWeights(tf, model, completed(trained).weights);
    use(model);
  });
}

/** A linear model with a dense layer's options. */
export function denseModel({ tf, data }: BuildInput, options: object = {}): LayersModel {
  const inputShape = [...data.inputShape];
  return tf.sequential({ layers: [tf.layers.dense({ units: data.outputs, inputShape, ...options })] });
}

/** A family without constraints, as a user's module may be. */
export function familyOf(build: ModelFamily['build']): ModelFamily {
  return { parameters: {}, build };
}

/** Training and validation loss of each epoch. */
export function losses({ history }: TrainedTrial): (number | undefined)[][] {
  return history.map(({ metrics: { loss, valLoss } }) => [loss, valLoss]);
}
