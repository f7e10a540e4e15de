import { meanOf } from '../statistics/mean.ts';
import { medianOf } from '../statistics/median.ts';
import { truncatedNormalQuantile } from '../statistics/normal-quantile.ts';

/** Location and scale of some numbers, robust against a few extreme ones. */
export interface RobustScale {
  readonly median: number;
  /** Equals the standard deviation when the numbers are normal. */
  readonly deviation: number;
  readonly count: number;
}

const wholeNormal = {
  mean: 0,
  std: 1,
  min: Number.NEGATIVE_INFINITY,
  max: Number.POSITIVE_INFINITY,
};

/** Median absolute deviation, and mean absolute deviation, of a standard normal. */
const normalMedianDeviation = 0.674_489_750_196_081_7;
const normalMeanDeviation = Math.sqrt(2 / Math.PI);

/** Uses the median absolute deviation; the mean one when more than half of the numbers are equal. */
export function robustScaleOf(values: Float64Array): RobustScale {
  const median = medianOf(values);
  const distances = values.map((value) => Math.abs(value - median));
  const deviation =
    medianOf(distances) / normalMedianDeviation || meanOf(distances) / normalMeanDeviation || 0;
  return { median, deviation, count: values.length };
}

/** Signed deviation from the median. When all numbers were equal, any other is as rare as an unseen one. */
export function zScore(value: number, { median, deviation, count }: RobustScale): number {
  const distance = value - median;
  if (distance === 0) return 0;
  return deviation === 0 ? Math.sign(distance) * rarity(0, count) : distance / deviation;
}

/** The two-sided deviation from the mean of a normal that is as rare as `count` in `total`. */
export function rarity(count: number, total: number): number {
  const share = Math.min(1, Math.max(count, 0.5) / Math.max(total, 1));
  return -truncatedNormalQuantile(share / 2, wholeNormal);
}
