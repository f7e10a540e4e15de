import { meanOf } from '../statistics/mean.ts';
import { medianOf } from '../statistics/median.ts';
import { truncatedNormalQuantile } from '../statistics/normal-quantile.ts';

/** Where most of some numbers lie, whatever a few of them do. */
export interface RobustScale {
  readonly median: number;
  /** Equals the standard deviation where the numbers are normal. */
  readonly deviation: number;
  readonly count: number;
}

const wholeNormal = {
  mean: 0,
  std: 1,
  min: Number.NEGATIVE_INFINITY,
  max: Number.POSITIVE_INFINITY,
};

/** Median absolute, and mean absolute, deviation of a standard normal. */
const normalMedianDeviation = 0.674_489_750_196_081_7;
const normalMeanDeviation = Math.sqrt(2 / Math.PI);

/** By the median absolute deviation; by the mean one where more than half of the numbers are equal. */
export function robustScaleOf(values: Float64Array): RobustScale {
  const median = medianOf(values);
  const distances = values.map((value) => Math.abs(value - median));
  const deviation =
    medianOf(distances) / normalMedianDeviation || meanOf(distances) / normalMeanDeviation || 0;
  return { median, deviation, count: values.length };
}

/** Deviations from the median, with their sign. Where all numbers were equal, any other is as rare as one unseen. */
export function zScore(value: number, { median, deviation, count }: RobustScale): number {
  const distance = value - median;
  if (distance === 0) return 0;
  return deviation === 0 ? Math.sign(distance) * rarity(0, count) : distance / deviation;
}

/** How far from the mean of a normal what happens `count` times in `total` lies, either side taken together. */
export function rarity(count: number, total: number): number {
  const share = Math.min(1, Math.max(count, 0.5) / Math.max(total, 1));
  return -truncatedNormalQuantile(share / 2, wholeNormal);
}
