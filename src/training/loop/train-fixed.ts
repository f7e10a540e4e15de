import type { Failure } from '../../study/trial.ts';
import { releasing } from '../release.ts';
import { withSeededMathRandom } from '../seeded-math-random.ts';
import { buildLearner } from './build-learner.ts';
import { divergenceLimits, trainEpoch, validate } from './epoch.ts';
import { divergence, rejection, trainingFailure, untrainedDivergence } from './failure.ts';
import type { EncodedLearner, Learner } from './learner.ts';
import { streamOf } from './streams.ts';
import type { TrialInput } from './train.ts';
import { weightAverage } from './weight-average.ts';

/**
 * Trains one configuration for this number of epochs without validation, and returns the state after the last one. Rates
 * follow schedules over `training.maxEpochs`, as in `trainTrial`. A failure of the training is returned, not thrown.
 */
export async function trainFixed(input: TrialInput, epochs: number): Promise<EncodedLearner | Failure> {
  const { tf } = input.backend;
  return withSeededMathRandom(streamOf(input, 'training'), () =>
    releasing(tf, async () => {
      let learner: Learner;
      try {
        learner = await buildLearner(input);
      } catch (error) {
        return rejection(error);
      }
      try {
        return await trainEpochs(input, learner, epochs);
      } catch (error) {
        return trainingFailure(error);
      } finally {
        learner.release();
      }
    }),
  );
}

async function trainEpochs(
  input: TrialInput,
  learner: Learner,
  epochs: number,
): Promise<EncodedLearner | Failure> {
  const { backend, dataset, training, distillation } = input;
  const losses = {
    valLoss: validate(backend.tf, learner, dataset).valLoss,
    own: learner.ownLoss(),
    unit: learner.lossUnit,
    penalty: learner.penalty(),
  };
  const absurd = [losses.valLoss, losses.own ?? 0].find((loss) => !Number.isFinite(loss));
  if (absurd !== undefined) return untrainedDivergence(absurd);
  const { limit } = divergenceLimits(losses, dataset.task, distillation);
  const settings = { batchSize: learner.batchSize, shuffle: streamOf(input, 'shuffle'), limit };
  const { averageEpochs } = training;
  const average =
    averageEpochs === undefined
      ? undefined
      : weightAverage(backend.tf, learner.model, averageEpochs, backend.machine);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const { loss, hasDiverged } = trainEpoch(learner, dataset, settings);
    if (hasDiverged) return divergence(loss, epoch, limit);
    average?.enter();
    if (epoch === epochs) break;
    average?.leave();
    // Lets the thread process its messages: nothing else in the training yields to the event loop.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return learner.encode();
}
