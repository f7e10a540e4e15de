import { normalQuantile } from '../../statistics/normal-quantile.ts';
import type { Random } from '../../statistics/random.ts';
import { type Axis, shareBelow } from './axis.ts';
import type { RowSpace } from './space.ts';

/**
 * Rows projected on random directions, [rows, count]: the mean of squared differences estimates the squared distance.
 */
export interface Projections {
  readonly values: Float32Array;
  readonly count: number;
}

/** Small enough for their points to stay in the cache until all axes are added. */
const blockRows = 512;

/** 4 × `count` bytes per row. A missing cell takes the column's middle. */
export function projectRows({ axes, kindOf }: RowSpace, count: number, random: Random): Projections {
  const rows = kindOf.length;
  const values = new Float32Array(rows * count);
  const weights = axes.map(() =>
    Float64Array.from({ length: count }, () => normalQuantile(random.next() || 0.5)),
  );
  for (let from = 0; from < rows; from += blockRows) {
    const to = Math.min(rows, from + blockRows);
    for (const [index, axis] of axes.entries()) {
      addAxis(values, axis, weights[index] as Float64Array, from, to);
    }
  }
  return { values, count };
}

function addAxis(values: Float32Array, axis: Axis, weights: Float64Array, from: number, to: number): void {
  const count = weights.length;
  for (let row = from, at = from * count; row < to; row++, at += count) {
    const cell = shareBelow(axis, row) - 0.5;
    if (Number.isNaN(cell)) continue;
    for (let index = 0; index < count; index++) {
      values[at + index] = (values[at + index] as number) + cell * (weights[index] as number);
    }
  }
}
