import type { ColumnRange, ColumnTransform } from '../../study/pipeline.ts';
import { numberWriter } from '../preprocessing/column-inputs.ts';

/** Numbers of a file's own type; one that is missing is NaN. */
type FileNumbers = Float64Array | Float32Array | Int32Array;

/**
 * Encodes the numbers from `row` on into `x`, the first at `at`, each next `width` further, as the column's writer does.
 * Returns the row of the first one that needs more than that: it is missing, or outside the training range.
 */
export type NumberRun = (
  cells: FileNumbers,
  row: number,
  x: Float32Array,
  at: number,
  width: number,
) => number;

/** The largest number of 32 bits. */
const largestFloat = 2 ** 128 - 2 ** 104;

/** Undefined for a column whose cells need to be looked at one by one. */
export function numberRun(column: ColumnTransform, range: ColumnRange | undefined): NumberRun | undefined {
  if (column.kind !== 'number' || column.missing !== undefined) return undefined;
  if (column.form !== undefined && column.form.type !== 'number') return undefined;
  const write = numberWriter(column);
  const least = Math.max(-largestFloat, range?.least ?? -largestFloat);
  const largest = Math.min(largestFloat, range?.largest ?? largestFloat);
  return (cells, row, x, at, width) => {
    for (let next = row, place = at; next < cells.length; next++, place += width) {
      const value = cells[next] as number;
      if (!(value >= least && value <= largest)) return next;
      write(value, x, place);
    }
    return cells.length;
  };
}

export function isOfNumbers(cells: ArrayLike<unknown> | undefined): cells is FileNumbers {
  return cells instanceof Float64Array || cells instanceof Float32Array || cells instanceof Int32Array;
}
