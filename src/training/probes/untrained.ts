import type { Loss } from '../loop/batch-loss.ts';
import { buildLearner } from '../loop/build-learner.ts';
import type { Learner } from '../loop/learner.ts';
import { taskLoss } from '../loop/loss.ts';
import { ownLoss } from '../loop/own-loss.ts';
import { streamOf } from '../loop/streams.ts';
import type { TrialInput } from '../loop/train.ts';
import { releasing } from '../release.ts';
import { withSeededMathRandom } from '../seeded-math-random.ts';
import type { LayersModel } from '../tensorflow.ts';
import { completeConfiguration, trainingParameters } from '../training-parameters.ts';

/** A trial before its first step. Probes may change it: it is not trained afterwards. */
export interface Untrained {
  readonly learner: Learner;
  readonly model: LayersModel;
  /** The loss that the trial minimises, without regularisers. */
  readonly loss: Loss;
}

/**
 * Builds a trial's model bit for bit as the trial would, passes it to `use`, and frees all tensors created meanwhile.
 * Throws an Error if the configuration cannot be built.
 */
export function withUntrained<T>(
  input: TrialInput,
  use: (untrained: Untrained) => T | Promise<T>,
): Promise<T> {
  return withSeededMathRandom(streamOf(input, 'training'), () =>
    releasing(input.backend.tf, async () => {
      const learner = await buildLearner(input);
      try {
        return await use({ learner, model: learner.model, loss: lossOf(input) });
      } finally {
        learner.release();
      }
    }),
  );
}

function lossOf({ backend: { tf }, family, dataset, config }: TrialInput): Loss {
  if (family.loss === undefined) return taskLoss(tf, dataset.task);
  return ownLoss(
    tf,
    family.loss,
    completeConfiguration({ ...trainingParameters, ...family.parameters }, config),
  );
}
