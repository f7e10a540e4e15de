import { meanCount } from '../mean.ts';
import type { RowLoss } from './row-loss.ts';

/** Half the Poisson deviance of a count, by the logarithm of its expectation. */
export function countLoss(y: ArrayLike<number>, weight?: ArrayLike<number>): RowLoss {
  const mean = meanCount(y, weight);
  return {
    outputs: 1,
    curvature: mean,
    constant: Float64Array.of(Math.log(mean)),
    measure(scores, count, slope) {
      const score = scores[0] as number;
      const expected = Math.exp(score);
      slope[0] = expected - count;
      return expected - count - (count === 0 ? 0 : count * (score - Math.log(count)));
    },
  };
}
