import { weightedQuantile } from '../sorting/weighted-quantile.ts';
import type { RowLoss } from './row-loss.ts';

/** The share of the targets' standard deviation on either side of the corner within which it is rounded. */
const corner = 0.03;

/**
 * The sum of the pinball losses of quantiles, with a score for each, whose corner is a parabola: the convolution with a
 * uniform density (He, Pan, Tan and Zhou 2021), which has a curvature, and quantiles that differ little from those of the
 * loss itself.
 */
export function pinballLoss(
  quantiles: readonly number[],
  y: ArrayLike<number>,
  weight?: ArrayLike<number>,
): RowLoss {
  const half = corner * deviationOf(y, weight) || 1;
  const constant = Float64Array.from(quantiles, weightedQuantile(y, weight));
  return {
    outputs: quantiles.length,
    constant,
    curvature: Math.max(leastCurvature, meanCurvature(constant, half, y, weight)),
    measure(scores, target, slope) {
      let loss = 0;
      for (let at = 0; at < quantiles.length; at++) {
        const quantile = quantiles[at] as number;
        const short = target - (scores[at] as number);
        const size = Math.abs(short);
        const isRound = size < half;
        loss += (quantile - 0.5) * short + (isRound ? (short ** 2 / half + half) / 4 : size / 2);
        slope[at] = 0.5 - quantile - (isRound ? short / half : Math.sign(short)) / 2;
      }
      return loss;
    },
  };
}

/** That of a quantile far out, near which few rows lie. */
const leastCurvature = 0.05;

/** The density of the targets around the quantiles. */
function meanCurvature(
  constant: Float64Array,
  half: number,
  y: ArrayLike<number>,
  weight: ArrayLike<number> | undefined,
): number {
  let [sum, total] = [0, 0];
  for (let row = 0; row < y.length; row++) {
    const own = weight?.[row] ?? 1;
    total += own;
    for (const at of constant) if (Math.abs((y[row] as number) - at) < half) sum += own / (2 * half);
  }
  return sum / total / constant.length;
}

function deviationOf(y: ArrayLike<number>, weight: ArrayLike<number> | undefined): number {
  let [sum, squares, total] = [0, 0, 0];
  for (let row = 0; row < y.length; row++) {
    const own = weight?.[row] ?? 1;
    const value = y[row] as number;
    sum += own * value;
    squares += own * value ** 2;
    total += own;
  }
  return Math.sqrt(Math.max(0, squares / total - (sum / total) ** 2));
}
