import { normalQuantile } from '../../study/normal-quantile.ts';
import type { Random } from '../../study/random.ts';
import { shareBelow } from './near-axis.ts';
import type { RowSpace } from './near-space.ts';

/** Rows on random directions, [rows, count]: the mean of squared differences is that of the distance, squared. */
export interface Points {
  readonly values: Float32Array;
  readonly count: number;
}

/** 4 × `count` bytes a row. A missing cell stands in the column's middle. */
export function projectRows({ axes, kindOf }: RowSpace, count: number, random: Random): Points {
  const values = new Float32Array(kindOf.length * count);
  const weights = new Float64Array(count);
  for (const axis of axes) {
    for (let index = 0; index < count; index++) weights[index] = normalQuantile(random.next() || 0.5);
    for (let row = 0, at = 0; row < kindOf.length; row++, at += count) {
      const cell = shareBelow(axis, row) - 0.5;
      if (Number.isNaN(cell)) continue;
      for (let index = 0; index < count; index++) {
        values[at + index] = (values[at + index] as number) + cell * (weights[index] as number);
      }
    }
  }
  return { values, count };
}
