import type { Predictions } from '../../metrics/predictions.ts';
import type { Measured } from '../../reports/evaluation-report.ts';
import { meanOf } from '../../statistics/mean.ts';
import { type Interval, type MeanEnd, meanEnd, meanWithRow } from '../../statistics/mean-interval.ts';

const addedRows = 1;
/** The size of the added error relative to the largest: squares have the heavier tail. */
const addedSize = { absolute: 1, square: 2 } as const;

/** mae, rmse and r2, which is 0 when all targets are equal; targets in their own units. */
export function measureValues(predicted: Predictions, actual: Float64Array): Record<string, Measured> {
  const errors = predicted.map((value, row) => value - (actual[row] as number));
  const sizes = errors.map(Math.abs);
  const squares = errors.map((error) => error * error);
  const square = positiveMean(squares, addedSize.square);
  return {
    mae: positiveMean(sizes, addedSize.absolute),
    rmse: { value: Math.sqrt(square.value), low: Math.sqrt(square.low), high: Math.sqrt(square.high) },
    r2: explained(squares, actual),
  };
}

/**
 * On a logarithmic scale, where the mean of a skewed sample is nearly symmetric. Its upper bound counts one more row,
 * at least as bad as the worst, since a sample mostly lacks the rare large errors.
 */
export function positiveMean(values: Float64Array, size: number): Measured {
  const { mean: value, half } = meanEnd(values);
  if (value === 0) return { value, low: 0, high: 0 };
  const worse = meanWithRow(values, size * largest(values), addedRows);
  return {
    value,
    low: value * Math.exp(-half / value),
    high: worse.mean * Math.exp(worse.half / worse.mean),
  };
}

/**
 * 1 − mean square / variance. The logarithm of that ratio of means is nearly a mean itself: of each row's influence on
 * it (the infinitesimal jackknife, Efron 1982).
 */
function explained(squares: Float64Array, actual: Float64Array): Measured {
  // Relative to one of the targets, so that equal targets have a spread of exactly zero.
  const origin = actual[0] as number;
  const mean = meanOf(actual.map((value) => value - origin));
  const distances = actual.map((value) => (value - origin - mean) ** 2);
  const [square, variance] = [meanOf(squares), meanOf(distances)];
  if (variance === 0) return { value: 0, low: 0, high: 0 };
  if (square === 0) return { value: 1, low: 1, high: 1 };
  const influences = squares.map((each, row) => each / square - (distances[row] as number) / variance);
  const { low, high } = endsOf(influences);
  const ratio = square / variance;
  return { value: 1 - ratio, low: 1 - ratio * Math.exp(high), high: 1 - ratio * Math.exp(low) };
}

/** The interval of a mean with one more row beyond the largest, or beyond the smallest. */
function endsOf(values: Float64Array): Interval {
  const above: MeanEnd = meanWithRow(values, addedSize.square * largest(values), addedRows);
  const smallest = -largest(values.map((value) => -value));
  const below: MeanEnd = meanWithRow(values, addedSize.square * smallest, addedRows);
  return { low: below.mean - below.half, high: above.mean + above.half };
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
}
