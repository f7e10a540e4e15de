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

/** Rows whose distances are computed together: none of their sums waits for the additions of another. */
export const rowsTogether = 4;
/** Numbers after which the distances are compared with the limit. */
const stride = 8;

/**
 * The squared distances of a row from four others, into `found`; for each some number of `limit` or more when it is not
 * below the limit.
 */
export function squaredDistances(
  points: Points,
  row: number,
  others: Int32Array,
  limit: number,
  found: Float64Array,
): void {
  const { numbers, width } = points;
  let at = row * width;
  let [a, b] = [(others[0] as number) * width, (others[1] as number) * width];
  let [c, d] = [(others[2] as number) * width, (others[3] as number) * width];
  let [first, second, third, fourth] = [0, 0, 0, 0];
  for (let left = width; left > 0; ) {
    for (let next = Math.min(left, stride); next > 0; next--, left--) {
      const own = numbers[at++] as number;
      const [p, q] = [own - (numbers[a++] as number), own - (numbers[b++] as number)];
      const [r, s] = [own - (numbers[c++] as number), own - (numbers[d++] as number)];
      first += p * p;
      second += q * q;
      third += r * r;
      fourth += s * s;
    }
    if (first >= limit && second >= limit && third >= limit && fourth >= limit) break;
  }
  found[0] = first;
  found[1] = second;
  found[2] = third;
  found[3] = fourth;
  if (points.categories > 0) addCategories(points, row, others, found);
}

function addCategories(
  { codes, categories }: Points,
  row: number,
  others: Int32Array,
  found: Float64Array,
): void {
  for (let place = 0; place < rowsTogether; place++) {
    const [own, other] = [row * categories, (others[place] as number) * categories];
    for (let at = 0; at < categories; at++) {
      if (codes[own + at] !== codes[other + at]) found[place] = (found[place] as number) + otherCategory;
    }
  }
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
