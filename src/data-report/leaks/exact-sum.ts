import type { NumberColumn } from '../../data/raw-data.ts';
import { valuesAt } from '../../statistics/places.ts';
import { power } from '../../statistics/power.ts';
import { countSums, distanceOf, type SignedSum, type SumColumn, sumsOf } from './signed-columns.ts';

/** Columns that add up to the target, each with its sign. */
export interface ExactSum extends SignedSum {
  /** The rows where it holds, of those that have all of its numbers. */
  readonly held: number;
  readonly rows: number;
}

/** More would have too many triples for a cheap check. */
const mostColumns = 64;
const mostRows = 1000;
const fewestRows = 10;
const nearlyAll = 0.99;
/** A column of zeros adds up with anything. */
const fewestAdded = 5;
/** The expected number of sums that hold by chance, of all that are tried. */
const mostByChance = 1e-6;
/** Rows between a sum and the target that it is compared with, to estimate how often they agree by chance. */
const mostShift = 20;
const mostDecimals = 9;

/**
 * Two or three columns whose sum or difference is the target, up to the rounding of their last decimals, in 99 % of at
 * least ten of `rows`; undefined where there are none, or where chance explains it. `y` has a number for each row of the
 * table.
 */
export function exactSum(
  columns: readonly NumberColumn[],
  y: Float64Array,
  rows: Int32Array,
): ExactSum | undefined {
  const judged = rows.subarray(0, mostRows);
  const cellsOf = (values: Float64Array) => valuesAt(values, judged);
  const used = columns.filter(({ form }) => form?.type !== 'date').slice(0, mostColumns);
  const target: SumColumn = { name: '', ...rounded(cellsOf(y)) };
  // Names of classes are no numbers, and every sum would be compared with them.
  if (
    !isEnough(
      target.cells.reduce((count, cell) => count + Number(!Number.isNaN(cell)), 0),
      target,
    )
  )
    return undefined;
  const numbers = used.map(({ name, values }) => ({ name, ...rounded(cellsOf(values)) }));
  for (const sum of sumsOf(numbers, target)) {
    const found = agreement(sum, target);
    if (found !== undefined && countSums(numbers.length) * chanceOf(found, target) < mostByChance) {
      return found;
    }
  }
  return undefined;
}

function rounded(cells: Float64Array): Pick<SumColumn, 'cells' | 'rounding'> {
  return { cells, rounding: roundingOf(cells) };
}

/** Half a unit of the last decimal; 0 for whole numbers, and for numbers of more decimals than people round to. */
function roundingOf(cells: Float64Array): number {
  let decimals = 0;
  for (const cell of cells) {
    if (Number.isNaN(cell) || Number.isInteger(cell)) continue;
    const [, digits] = /\.(\d+)$/.exec(String(cell)) ?? [];
    decimals = Math.max(decimals, digits?.length ?? mostDecimals + 1);
    if (decimals > mostDecimals) return 0;
  }
  return decimals === 0 ? 0 : 0.5 * power(10, -decimals);
}

function agreement(sum: SignedSum, target: SumColumn): ExactSum | undefined {
  let [rows, held, added] = [0, 0, 0];
  for (let row = 0; row < target.cells.length; row++) {
    const distance = distanceOf(sum, row, target, row);
    if (Number.isNaN(distance)) continue;
    rows++;
    if (distance <= 0) held++;
    if (sum.columns.every(({ cells }) => cells[row] !== 0)) added++;
    if (rows - held > (1 - nearlyAll) * target.cells.length) return undefined;
  }
  return isEnough(rows, target) && added >= fewestAdded && held >= nearlyAll * rows
    ? { ...sum, held, rows }
    : undefined;
}

function isEnough(rows: number, { cells }: SumColumn): boolean {
  return rows >= Math.max(fewestRows, cells.length / 2);
}

/** The probability that as many rows agree, if a sum agreed with its own target as often as with those of other rows. */
function chanceOf(sum: ExactSum, target: SumColumn): number {
  let [agreeing, compared] = [1, 1];
  const rows = target.cells.length;
  for (let row = 0; row < rows; row++) {
    for (let shift = 1; shift <= Math.min(mostShift, rows - 1); shift++) {
      compared++;
      if (distanceOf(sum, row, target, (row + shift) % rows) <= 0) agreeing++;
    }
  }
  return power(agreeing / compared, sum.held);
}
