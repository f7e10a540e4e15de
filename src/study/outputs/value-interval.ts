import type { Task } from '../pipeline.ts';
import type { LevelQuantile } from './conformal-quantiles.ts';
import { middleQuantile } from './middle-quantile.ts';
import { ownValue, scaledTarget } from './target-scale.ts';

/** In the target's own units. */
export interface ValueInterval {
  readonly low: number;
  readonly high: number;
}

type Regression = Extract<Task, { kind: 'regression' }>;

/**
 * The interval around the values that are predicted for one row. Those of one value are all whose distance from it, on
 * the scale of the scores, is at most the quantile. Those of quantiles lie between two of them, which the quantile
 * moves apart, or together where it is negative (Romano, Patterson and Candès, NeurIPS 2019).
 */
export function valueInterval(
  values: ArrayLike<number>,
  { level, quantile }: LevelQuantile,
  task: Regression,
): ValueInterval {
  const [lower, upper] = outerValues(values, level, task);
  const low = fromScoreScale(scoreScale(lower, task) - quantile, task);
  const high = fromScoreScale(scoreScale(upper, task) + quantile, task);
  // Quantiles that are moved together may pass each other.
  return low <= high ? { low, high } : { low: (low + high) / 2, high: (low + high) / 2 };
}

/** How badly a scaled target fits the values that are predicted for its row: its distance from their interval. */
export function valueScore(
  target: number,
  values: ArrayLike<number>,
  level: number,
  task: Regression,
): number {
  const [lower, upper] = outerValues(values, level, task);
  const place = task.count ? Math.sqrt(target) : target;
  return Math.max(scoreScale(lower, task) - place, place - scoreScale(upper, task));
}

/**
 * The predicted quantiles between which a level's interval lies: the pair, at equal distances from the median, whose
 * share is nearest to the level; without such a pair, and of a single value, the middle one twice.
 */
function outerValues(values: ArrayLike<number>, level: number, { quantiles }: Regression): [number, number] {
  const [lower, upper] = quantiles === undefined ? [0, 0] : outerPlaces(quantiles, level);
  return [values[lower] as number, values[upper] as number];
}

/** The places of those quantiles. */
function outerPlaces(quantiles: readonly number[], level: number): readonly [lower: number, upper: number] {
  const middle = middleQuantile(quantiles);
  let best: readonly [number, number] = [middle, middle];
  let distance = Number.POSITIVE_INFINITY;
  for (const { share, lower, upper } of quantilePairs(quantiles)) {
    const gap = Math.abs(share - level);
    if (gap >= distance) continue;
    best = [lower, upper];
    distance = gap;
  }
  return best;
}

/** The places of quantiles at equal distances from the median, and the share of targets that is expected between them. */
export function quantilePairs(
  quantiles: readonly number[],
): readonly { readonly share: number; readonly lower: number; readonly upper: number }[] {
  return quantiles.flatMap((quantile, lower) => {
    const upper = quantiles.findIndex((other) => Math.abs(quantile + other - 1) < 1e-9);
    return upper > lower ? [{ share: 1 - 2 * quantile, lower, upper }] : [];
  });
}

/**
 * A prediction on the scale of the scores: that of training, or the square root of a count, on which counts of all sizes
 * vary alike. One at the very bound of a logarithm is infinitely far from all targets.
 */
function scoreScale(prediction: number, task: Regression): number {
  if (task.count) return Math.sqrt(Math.max(0, prediction));
  const scaled = scaledTarget(prediction, task);
  return Number.isNaN(scaled) ? Number.NEGATIVE_INFINITY : scaled;
}

function fromScoreScale(value: number, task: Regression): number {
  return task.count ? Math.max(0, value) ** 2 : ownValue(value, task);
}
