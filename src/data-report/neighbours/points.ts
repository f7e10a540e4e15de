import type { NumberColumn, RawColumn } from '../../data/raw-data.ts';
import { valuesAt } from '../../statistics/places.ts';
import { randomFor } from '../../statistics/random.ts';
import { ranksOfKnown } from '../../statistics/ranks/rank-tests.ts';

/** Rows as points: numbers as shares of rows below them, so that units and skewness do not matter, and categories. */
export interface Points {
  readonly rows: number;
  /** [rows, width], from 0 to 1; a missing number is 0.5. */
  readonly numbers: Float32Array;
  readonly width: number;
  /** [rows, categories] codes. */
  readonly codes: Int32Array;
  readonly categories: number;
}

const mostColumns = 48;
/** The squared distance of two categories: that of two numbers whose ranks are half of the rows apart. */
const otherCategory = 0.25;

/** The given columns as points; of more than 48 a sample. `rows` are indices into the columns. */
export function pointsOf(columns: readonly RawColumn[], rows: Int32Array): Points {
  const chosen = sampled(columns);
  const axes = chosen.flatMap((column) => (column.kind === 'number' ? [ranked(column, rows)] : []));
  const kinds = chosen.flatMap((column) => (column.kind === 'category' ? [column.codes] : []));
  const numbers = new Float32Array(rows.length * axes.length);
  axes.forEach((axis, at) => {
    axis.forEach((share, row) => {
      numbers[row * axes.length + at] = share;
    });
  });
  const codes = new Int32Array(rows.length * kinds.length);
  kinds.forEach((kind, at) => {
    rows.forEach((row, index) => {
      codes[index * kinds.length + at] = kind[row] as number;
    });
  });
  return { rows: rows.length, numbers, width: axes.length, codes, categories: kinds.length };
}

/** The squared distance of two rows; `limit` or more when it is not below the limit. */
export function squaredDistance(points: Points, one: number, other: number, limit: number): number {
  const { numbers, width, codes, categories } = points;
  let squares = 0;
  for (let at = 0; at < width && squares < limit; at++) {
    const difference = (numbers[one * width + at] as number) - (numbers[other * width + at] as number);
    squares += difference * difference;
  }
  for (let at = 0; at < categories && squares < limit; at++) {
    if (codes[one * categories + at] !== codes[other * categories + at]) squares += otherCategory;
  }
  return squares;
}

function sampled(columns: readonly RawColumn[]): readonly RawColumn[] {
  if (columns.length <= mostColumns) return columns;
  const order = randomFor('points').shuffle(Int32Array.from(columns.keys()));
  return Array.from(order.subarray(0, mostColumns), (at) => columns[at] as RawColumn);
}

function ranked({ values }: NumberColumn, rows: Int32Array): Float64Array {
  const ranks = ranksOfKnown(valuesAt(values, rows));
  const known = ranks.reduce((count, rank) => count + (Number.isNaN(rank) ? 0 : 1), 0);
  return ranks.map((rank) => (Number.isNaN(rank) ? 0.5 : rank / Math.max(1, known - 1)));
}
