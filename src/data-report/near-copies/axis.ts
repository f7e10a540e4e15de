import type { NumberColumn } from '../../data/raw-data.ts';
import { valuesAt } from '../../statistics/places.ts';
import { sortNumbers } from '../../statistics/sorting/sort-numbers.ts';

/**
 * A numeric column mapped to the share of rows below each value: from 0 to 1, slightly beyond for values outside the
 * sample.
 */
export interface Axis {
  readonly values: Float64Array;
  /** Ascending values; and for each the share of rows below it, plus half of those equal to it. */
  readonly knots: Float64Array;
  readonly shares: Float64Array;
  /** The share of rows with the most frequent value. */
  readonly lump: number;
  readonly guide: KnotGuide;
}

/** An index for the search among the knots: their range in equal slices, and the number of knots before each. */
interface KnotGuide {
  /** Slices per unit. */
  readonly scale: number;
  /** Without the first and the last knot; one entry more than there are slices. */
  readonly before: Uint16Array;
}

const knotCount = 256;
const slices = 1024;

/** Undefined when the sampled rows have a single value. */
export function fitAxis({ values }: NumberColumn, sample: Int32Array): Axis | undefined {
  const cells = valuesAt(values, sample).filter((cell) => !Number.isNaN(cell));
  sortNumbers(cells);
  const knots: number[] = [];
  const shares: number[] = [];
  let lump = 0;
  let next = 0;
  for (let start = 0, end = 0; start < cells.length; start = end) {
    while (end < cells.length && cells[end] === cells[start]) end++;
    lump = Math.max(lump, (end - start) / cells.length);
    if (end <= next && end < cells.length) continue;
    knots.push(cells[start] as number);
    shares.push((start + end) / 2 / cells.length);
    next = end + cells.length / knotCount;
  }
  if (knots.length < 2) return undefined;
  return {
    ...{ values, knots: Float64Array.from(knots), shares: Float64Array.from(shares), lump },
    guide: guideTo(knots),
  };
}

function guideTo(knots: readonly number[]): KnotGuide {
  const [first, last] = [knots[0] as number, knots.at(-1) as number];
  const scale = slices / (last - first);
  const before = new Uint16Array(slices + 1);
  for (const knot of knots.slice(1, -1)) {
    const next = sliceOf(knot, first, scale) + 1;
    before[next] = (before[next] as number) + 1;
  }
  for (let slice = 1; slice <= slices; slice++) {
    before[slice] = (before[slice] as number) + (before[slice - 1] as number);
  }
  return { scale, before };
}

/** Monotonic in the value, so that the knots of earlier slices are not above it. */
function sliceOf(value: number, first: number, scale: number): number {
  const slice = (value - first) * scale;
  // NaN gives the first slice too.
  return slice > 0 ? Math.floor(Math.min(slice, slices - 1)) : 0;
}

/** Linear between knots and beyond the last ones; NaN for a missing cell. */
export function shareBelow({ values, knots, shares, guide }: Axis, row: number): number {
  const value = values[row] as number;
  const slice = sliceOf(value, knots[0] as number, guide.scale);
  let low = guide.before[slice] as number;
  let high = (guide.before[slice + 1] as number) + 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (value < (knots[middle] as number)) high = middle;
    else low = middle;
  }
  const from = knots[low] as number;
  const below = shares[low] as number;
  return below + ((value - from) / ((knots[high] as number) - from)) * ((shares[high] as number) - below);
}
