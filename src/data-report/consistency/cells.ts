import type { RawColumn } from '../../data/raw-data.ts';
import { medianOf } from '../../statistics/median.ts';
import { valuesAt } from '../../statistics/places.ts';
import { randomFor } from '../../statistics/random.ts';

const mostRows = 1000;
const mostSeats = 24;
const fewestRows = 50;
const rowsPerSeat = 6;
const fewestColumns = 3;

/** Numbers of a table, of a sample of its rows. */
export interface Cells {
  /** [columns][rows], in the order of the file; dates are left out, and NaN stands for a missing cell. */
  readonly columns: readonly Float64Array[];
  /** The columns that are compared: all, or some that are evenly spread over a wide table. */
  readonly seats: readonly number[];
  /** The index of each row in the source. */
  readonly rows: Int32Array;
}

/** Undefined where there are fewer than three columns of numbers or fifty rows. */
export function sampleCells(columns: readonly RawColumn[], total: number): Cells | undefined {
  const numbers = columns.flatMap((column) =>
    column.kind === 'number' && column.form?.type !== 'date' ? [column.values] : [],
  );
  if (numbers.length < fewestColumns || total < fewestRows) return undefined;
  const all = Int32Array.from({ length: total }, (_, row) => row);
  const rows = randomFor('cells').shuffle(all).subarray(0, mostRows);
  const count = Math.min(numbers.length, mostSeats, Math.floor(rows.length / rowsPerSeat));
  return {
    columns: numbers.map((values) => valuesAt(values, rows)),
    seats: Array.from({ length: count }, (_, at) => Math.floor((at * numbers.length) / count)),
    rows,
  };
}

export interface Scale {
  readonly middle: number;
  readonly spread: number;
}

/** Median and median deviation, which a third of wrong numbers hardly moves; missing numbers are left out. */
export function scaleOf(numbers: Float64Array): Scale {
  const known = numbers.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return { middle: 0, spread: 1 };
  const middle = medianOf(known);
  const near = 1.4826 * medianOf(known.map((value) => Math.abs(value - middle)));
  if (near > 0) return { middle, spread: near };
  const squares = known.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return { middle, spread: Math.sqrt(squares / known.length) || Math.abs(middle) || 1 };
}

/** Linear near the middle and logarithmic far from it, so that heavy tails weigh little; a missing number is the middle. */
export function scaled(value: number, { middle, spread }: Scale): number {
  return Number.isNaN(value) ? 0 : Math.asinh((value - middle) / spread);
}
