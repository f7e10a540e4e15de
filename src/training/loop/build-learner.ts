import type { Random } from '../../statistics/random.ts';
import { type Awaitable, after } from '../awaitable.ts';
import { takeInitialWeights } from '../initial-weights.ts';
import { decodeOptimizerState } from '../optimizers/optimizer-state.ts';
import { prepareModel } from '../prepare-model.ts';
import type { LayersModel } from '../tensorflow.ts';
import { completeConfiguration, trainingParameters } from '../training-parameters.ts';
import { restoreWeights } from '../weights.ts';
import { withSoftTargets } from './distillation.ts';
import { createLearner, type Learner } from './learner.ts';
import type { ParkedState } from './parked-state.ts';
import { streamOf } from './streams.ts';
import { firstEpochOf, type TrialInput } from './trial-input.ts';

/** Where a learner resumes. */
interface LearnerStart {
  /** The stream of the dropout masks; by default a new one. */
  readonly noise?: Random;
  readonly parked?: ParkedState | undefined;
}

/** A trial's learner before its next step. Throws an Error, or rejects, if the configuration cannot be built. */
export function buildLearner(input: TrialInput, start: LearnerStart = {}): Awaitable<Learner> {
  const { backend, distillation, family } = input;
  const dataset = distillation ? withSoftTargets(input.dataset, distillation) : input.dataset;
  const config = completeConfiguration({ ...trainingParameters, ...family.parameters }, input.config);
  return after(prepareModel(backend.tf, family, config, dataset), (model) =>
    learnerOf({ ...input, dataset, config }, model, start),
  );
}

/** `input` has a complete configuration, and a teacher's soft targets. */
function learnerOf(
  input: TrialInput,
  model: LayersModel,
  { noise = streamOf(input, 'noise'), parked }: LearnerStart,
): Learner {
  const { backend, checkpoint, distillation, family, training, dataset, config } = input;
  const frozen = input.initial && takeInitialWeights(backend.tf, model, input.initial).variables;
  const { weights, optimizer } = parked?.learner ?? checkpoint ?? {};
  if (weights !== undefined) restoreWeights(backend.tf, model, weights);
  const stepsPerEpoch = Math.ceil(dataset.splits.train.rows / (config.batchSize as number));
  return createLearner(backend.tf, model, dataset, {
    ...{ config, noise, distillation, frozen },
    steps: training.maxEpochs * stepsPerEpoch,
    done: parked && (parked.history.length - firstEpochOf(input)) * stepsPerEpoch,
    machine: backend.machine,
    loss: family.loss,
    factors: family.factors?.({ model, config }),
    start: optimizer && decodeOptimizerState(optimizer),
  });
}
