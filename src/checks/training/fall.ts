import { meanOf } from '../../statistics/mean.ts';
import type { Course } from './short-training.ts';

/** The decrease of the loss over a training. */
export interface LossDecrease {
  readonly from: number;
  /** The mean of the last steps; for an abandoned training, the loss at that point. */
  readonly to: number;
  /** The decrease as a share of the first loss: 1 means down to zero, below 0 is an increase. */
  readonly share: number;
  /** The decrease in standard errors of `to`. */
  readonly z: number;
  readonly hasDiverged: boolean;
}

/**
 * A share of the untrained loss; a smaller decrease is examined further. Linear models at 3e-4 decrease by a sixth by
 * then, networks by a third and more.
 */
export const plainFall = 0.05;
/** The last fifth of the steps, but at least an epoch, so that all rows have the same weight. */
const lastShare = 0.2;

/** `steps` shortens the course, to compare it with a shorter one. */
export function fallOf(course: Course, steps = course.stepLosses.length): LossDecrease {
  const { untrainedLoss: from, stepLosses, stepsPerEpoch, divergedLoss } = course;
  if (divergedLoss !== undefined) {
    return { from, to: divergedLoss, share: Number.NEGATIVE_INFINITY, z: 0, hasDiverged: true };
  }
  const counted = Math.min(steps, Math.max(stepsPerEpoch, Math.ceil(steps * lastShare)));
  const last = stepLosses.slice(steps - counted, steps);
  const to = meanOf(last);
  const squares = last.reduce((sum, loss) => sum + (loss - to) ** 2, 0);
  const error = Math.sqrt(squares / Math.max(counted - 1, 1) / counted);
  const share = (from - to) / Math.max(Math.abs(from), Number.MIN_VALUE);
  return { from, to, share, z: (from - to) / Math.max(error, 1e-9 * Math.abs(from)), hasDiverged: false };
}

/** True where the training loss has fallen by more than it does without learning. */
export function hasLearned(course: Course): boolean {
  return fallOf(course).share >= plainFall;
}
