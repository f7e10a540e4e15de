import type { Dataset } from '../../src/data/dataset.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { Learner } from '../../src/training/loop/learner.ts';
import { batchSize } from './nets.ts';
import { type StepTime, timeSteps } from './time-steps.ts';

/** Times runs of a learner over the training rows, `steps` batches each in a new order: shuffling included. */
export function timeLearner(
  learner: Learner,
  { splits: { train } }: Pick<Dataset, 'splits'>,
  steps: number,
): Promise<StepTime> {
  const shuffle = randomFor('bench', 'shuffle');
  const order = Int32Array.from({ length: train.rows }, (_, row) => row);
  return timeSteps(steps, () => {
    shuffle.shuffle(order);
    for (let start = 0; start < order.length; start += batchSize) {
      if (!Number.isFinite(learner.step(order.subarray(start, start + batchSize)))) {
        throw new Error('diverged');
      }
    }
  });
}
