import { studentQuantile } from './beta-distribution.ts';
import { meanOf } from './mean.ts';

/** The confidence level of all reported intervals. */
export const level = 0.95;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Mean and sample standard deviation. */
export function spreadOf(values: ArrayLike<number>): { readonly mean: number; readonly std: number } {
  const mean = meanOf(values);
  let squares = 0;
  for (let at = 0; at < values.length; at++) squares += ((values[at] as number) - mean) ** 2;
  return { mean, std: Math.sqrt(squares / (values.length - 1)) };
}

/** The interval of the mean of at least two values (Student 1908). */
export function meanInterval(values: ArrayLike<number>): Interval & { readonly value: number } {
  const { mean, std } = spreadOf(values);
  const half = (deviates(values.length) * std) / Math.sqrt(values.length);
  return { value: mean, low: mean - half, high: mean + half };
}

/** A mean, and the distance from it to the bound of its interval. */
export interface MeanEnd {
  readonly mean: number;
  readonly half: number;
}

/**
 * Student's interval of a mean with `weight` added rows of this mean and mean square. A skewed sample mostly lacks the
 * rare rows that determine its mean, so the interval of the sample alone is too short on their side.
 */
export function meanWithRows(
  values: ArrayLike<number>,
  added: { readonly mean: number; readonly square: number },
  weight: number,
): MeanEnd {
  let sum = weight * added.mean;
  let squares = weight * added.square;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    sum += value;
    squares += value * value;
  }
  const count = values.length + weight;
  const mean = sum / count;
  const variance = Math.max(0, squares / count - mean * mean);
  return { mean, half: deviates(values.length) * Math.sqrt(variance / Math.max(count - 1, 1)) };
}

/** Student's interval of the plain mean. */
export function meanEnd(values: ArrayLike<number>): MeanEnd {
  return meanWithRow(values, 0, 0);
}

/** Like `meanWithRows`, for rows that all equal `value`. */
export function meanWithRow(values: ArrayLike<number>, value: number, weight: number): MeanEnd {
  return meanWithRows(values, { mean: value, square: value * value }, weight);
}

/** Student's quantile for the interval of a mean of `count` values, in standard errors. */
export function deviates(count: number): number {
  return studentQuantile((1 + level) / 2, Math.max(1, count - 1));
}
