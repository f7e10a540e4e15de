import { sortNumbers } from './sorting/sort-numbers.ts';

/** The values of some rows in ascending order, without the missing ones (NaN). */
export function sortedValues(values: Float64Array, rows: Int32Array): Float64Array {
  const present = new Float64Array(rows.length);
  let count = 0;
  for (const row of rows) {
    const value = values[row] as number;
    if (!Number.isNaN(value)) present[count++] = value;
  }
  return sortNumbers(present.subarray(0, count));
}

/** The place of the first of ascending values that is not below `least`; their number if there is none. */
export function firstFrom(sorted: Float64Array, least: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Linear interpolation between order statistics, bitwise equal to `numpy.quantile`'s default; NaN for no values. */
export function quantileOf(sorted: Float64Array, probability: number): number {
  const place = (sorted.length - 1) * probability;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  const part = place - Math.floor(place);
  return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
}

/** The most frequent value, the smallest of several, and the number of distinct values. */
export interface Commonest {
  readonly value: number;
  readonly count: number;
  readonly distinct: number;
}

export function commonestOf(sorted: Float64Array): Commonest {
  const commonest = { value: sorted[0] ?? Number.NaN, count: 0, distinct: 0 };
  let start = 0;
  for (let index = 1; index <= sorted.length; index++) {
    if (index < sorted.length && sorted[index] === sorted[start]) continue;
    commonest.distinct++;
    if (index - start > commonest.count) {
      commonest.value = sorted[start] as number;
      commonest.count = index - start;
    }
    start = index;
  }
  return commonest;
}
