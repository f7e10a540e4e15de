import { medianOfSorted } from '../../statistics/median.ts';
import { sortNumbers } from '../../statistics/sort-numbers.ts';
import type { Scaling } from '../../study/study-spec.ts';
import type { ColumnTransform, Preprocessing } from '../dataset.ts';
import type { NumberColumn, RawColumn, RawData } from '../raw-data.ts';

/** Fits on the given rows alone, the training split's; the other rows have no influence. */
export function fitPreprocessing(
  inputs: RawData['inputs'],
  rows: Int32Array,
  scaling: Scaling,
): Preprocessing {
  if (inputs.kind === 'images') return { kind: 'image', divisor: scaling === 'none' ? 1 : inputs.maximum };
  return { kind: 'table', columns: inputs.columns.map((column) => fitColumn(column, rows, scaling)) };
}

function fitColumn(column: RawColumn, rows: Int32Array, scaling: Scaling): ColumnTransform {
  if (column.kind === 'number') return fitNumber(column, rows, scaling);
  const seen = new Set(rows.map((row) => column.codes[row] as number));
  const values = column.categories.filter((_, code) => seen.has(code));
  return { kind: 'category', name: column.name, values };
}

/** Missing cells are filled before scaling is fitted, so that the filled column has mean 0 and std 1. */
function fitNumber({ name, values }: NumberColumn, rows: Int32Array, scaling: Scaling): ColumnTransform {
  const cells = new Float64Array(rows.length);
  const present = new Float64Array(rows.length);
  let count = 0;
  for (let index = 0; index < rows.length; index++) {
    const cell = values[rows[index] as number] as number;
    cells[index] = cell;
    if (!Number.isNaN(cell)) present[count++] = cell;
  }
  const fill = median(present.subarray(0, count));
  for (let index = 0; index < cells.length; index++) if (Number.isNaN(cells[index])) cells[index] = fill;
  return { kind: 'number', name, fill, ...fitScale(cells, scaling) };
}

function fitScale(cells: Float64Array, scaling: Scaling): { shift: number; scale: number } {
  switch (scaling) {
    case 'none':
      return { shift: 0, scale: 1 };
    case 'standard': {
      const { mean, std } = meanAndStd(cells);
      return { shift: mean, scale: std };
    }
    case 'minMax': {
      let min = cells[0] as number;
      let max = min;
      for (const cell of cells) {
        min = Math.min(min, cell);
        max = Math.max(max, cell);
      }
      return { shift: min, scale: max - min || 1 };
    }
  }
}

/** Mean and population standard deviation (divided by n) in two passes; the deviation of equal values is taken as 1. */
export function meanAndStd(values: Float64Array): { mean: number; std: number } {
  const first = values[0] ?? 0;
  // Compares the values themselves: the computed deviation of equal values is seldom exactly 0.
  if (values.every((value) => value === first)) return { mean: first, std: 1 };
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, std: Math.sqrt(squares / values.length) || 1 };
}

/** Sorts `values` in place; 0 when there are none. */
function median(values: Float64Array): number {
  if (values.length === 0) return 0;
  return medianOfSorted(sortNumbers(values));
}
