import type { NumberColumn } from '../../data/raw-data.ts';

/** A number column as its share of rows below: from 0 to 1, a little beyond for values that the sample did not have. */
export interface Axis {
  readonly values: Float64Array;
  /** Rising; and for each the share of rows below it, with half of those that have it. */
  readonly knots: Float64Array;
  readonly shares: Float64Array;
  /** The share of rows with the most frequent value. */
  readonly lump: number;
}

const knotCount = 256;

/** Undefined where the sampled rows hold one value only. */
export function fitAxis({ values }: NumberColumn, sample: Int32Array): Axis | undefined {
  const cells = Float64Array.from(sample, (row) => values[row] as number).filter(
    (cell) => !Number.isNaN(cell),
  );
  cells.sort();
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
  return { values, knots: Float64Array.from(knots), shares: Float64Array.from(shares), lump };
}

/** Linear between knots, and on beyond the last ones; NaN for a missing cell. */
export function shareBelow({ values, knots, shares }: Axis, row: number): number {
  const value = values[row] as number;
  let low = 0;
  let high = knots.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (value < (knots[middle] as number)) high = middle;
    else low = middle;
  }
  const [from, to] = [knots[low] as number, knots[high] as number];
  const [below, above] = [shares[low] as number, shares[high] as number];
  return below + ((value - from) / (to - from)) * (above - below);
}
