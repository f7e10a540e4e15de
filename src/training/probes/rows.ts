import type { Split } from '../../data/dataset.ts';
import type { Random } from '../../statistics/random.ts';
import { fillRows } from '../inputs.ts';

/** Samples `count` different rows of a split, or all if it has no more, in the split's order. */
export function sampleRows({ rows }: Pick<Split, 'rows'>, count: number, random: Random): Int32Array {
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  return rows <= count ? all : random.shuffle(all).slice(0, count).sort();
}

/** The given rows of a split as a new split. */
export function partOf(split: Split, rows: Int32Array): Split {
  const rowSize = split.x.length / Math.max(split.rows, 1);
  const x = gather(split.x, rowSize, rows);
  const y = gather(split.y, split.y.length / Math.max(split.rows, 1), rows);
  const row = Int32Array.from(rows, (each) => split.row[each] as number);
  const { soft, lossWeight, weight } = split;
  const width = (soft?.length ?? 0) / split.rows;
  return {
    ...{ rows: rows.length, x, y, row },
    ...(soft && { soft: gather(soft, width, rows) }),
    ...(lossWeight && { lossWeight: Float32Array.from(rows, (each) => lossWeight[each] as number) }),
    ...(weight && { weight: Float64Array.from(rows, (each) => weight[each] as number) }),
  };
}

function gather(values: Float32Array, width: number, rows: Int32Array): Float32Array {
  const gathered = new Float32Array(rows.length * width);
  fillRows(gathered, values, width, rows);
  return gathered;
}
