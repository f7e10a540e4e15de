import { meanOf } from './mean.ts';

/** Numbers that differ by less than this share of their mean are equal but for rounding. */
const smallestDeviation = 1e-10;

/** Minus the mean, divided by the standard deviation; zeros for equal numbers, and 0 for a missing one (NaN). */
export function standardised(values: Float64Array): Float64Array {
  // Squares of the largest numbers would be infinite.
  const unit =
    values.reduce((most, value) => (Number.isNaN(value) ? most : Math.max(most, Math.abs(value))), 0) || 1;
  const scaled = values.map((value) => value / unit);
  const known = scaled.filter((value) => !Number.isNaN(value));
  const mean = meanOf(known);
  const deviation = Math.sqrt(meanOf(known.map((value) => (value - mean) * (value - mean))));
  const isEqual = !(deviation > smallestDeviation * Math.abs(mean));
  return scaled.map((value) => (Number.isNaN(value) || isEqual ? 0 : (value - mean) / deviation));
}
