import type { NumberColumn, RawColumn } from '../../data/raw-data.ts';
import { valuesAt } from '../../statistics/places.ts';
import { randomFor } from '../../statistics/random.ts';
import { standardised } from '../../statistics/standardised.ts';
import { residuals } from '../leaks/held-out-variance.ts';
import { twoLevels } from './two-levels.ts';

/** A column of which some rows seem to be in another unit. */
export interface MixedUnits {
  readonly column: string;
  /** The share of rows in the rarer unit. */
  readonly share: number;
  /** How many times as large the numbers of the other rows are, or the numbers of these. */
  readonly ratio: number;
  readonly isSmaller: boolean;
  readonly units: string;
  /** The distance of the two levels in standard deviations. */
  readonly separation: number;
  /** Rows in the rarer unit, as indices. */
  readonly rows: Int32Array;
}

const factors: readonly (readonly [factor: number, units: string])[] = [
  [1.609344, 'kilometres and miles'],
  [2.20462, 'pounds and kilograms'],
  [2.54, 'centimetres and inches'],
  [3.28084, 'feet and metres'],
  [3.78541, 'litres and gallons'],
  [4.184, 'joules and calories'],
  [10, 'millimetres and centimetres, or a shifted decimal point'],
  [25.4, 'millimetres and inches'],
  [12, 'inches and feet, or months and years'],
  [16, 'ounces and pounds'],
  [28.3495, 'grams and ounces'],
  [60, 'minutes and hours'],
  [100, 'centimetres and metres, or percents and shares'],
  [453.592, 'grams and pounds'],
  [1000, 'grams and kilograms'],
  [3600, 'seconds and hours'],
];
const fewestRows = 100;
const mostRows = 3000;
const mostColumns = 32;
const smallestShare = 0.02;
const fewestInUnit = 8;
/** Fewer are codes or steps of a scale. */
const fewestDistinct = 20;
/** Clearly apart: of 150 columns of real tables none came to 4 in the ratio of two units. */
const smallestSeparation = 5;
/**
 * The rarer unit's deviation in those of the other: the tail of one distribution, such as the logarithms of small numbers,
 * spreads further than its middle.
 */
const largestSpread = 2;
/** Tolerance of the logarithm of the ratio: three standard errors, but at least `least` and at most `most`. */
const tolerance = { least: 0.02, most: 0.08 } as const;

/**
 * Positive columns whose ratio to their prediction from the other columns has two levels that are clearly apart, in the
 * ratio of two units. The prediction is a regression of the logarithm on the other numbers, or their logarithms.
 */
export function measureUnits(columns: readonly RawColumn[], members: Int32Array): MixedUnits[] {
  const numbers = columns
    .flatMap((column) => (column.kind === 'number' && column.form?.type !== 'date' ? [column] : []))
    .slice(0, mostColumns);
  const rows = randomFor('mixed units').shuffle(members.slice()).subarray(0, mostRows);
  const inputs = numbers.map((column) => standardised(scaledCells(column, rows)));
  return numbers.flatMap((column, at) => {
    const known = Int32Array.from(rows.keys()).filter(
      (row) => (column.values[rows[row] as number] as number) > 0,
    );
    const cells = Float64Array.from(known, (row) => Math.log(column.values[rows[row] as number] as number));
    if (known.length < Math.max(fewestRows, 0.9 * rows.length) || new Set(cells).size < fewestDistinct)
      return [];
    const others = inputs.filter((_, other) => other !== at).map((input) => valuesAt(input, known));
    const usable = known.length >= 6 * others.length ? others : [];
    const left = ratiosLeft(usable, cells);
    const found = judge(column.name, left);
    if (found === undefined) return [];
    const { border, ...units } = found;
    const isRarer = (_: number, index: number) => (left[index] as number) <= border === units.isSmaller;
    return [{ ...units, rows: known.filter(isRarer).map((row) => rows[row] as number) }];
  });
}

/** Logarithms of the ratios to a prediction, which is fitted again with the lower level raised to the upper one. */
function ratiosLeft(others: readonly Float64Array[], cells: Float64Array): Float64Array {
  const first = residuals(others, cells);
  const { means, border } = twoLevels(first);
  const raised = first.map((left) => (left <= border ? means[1] - means[0] : 0));
  const again = residuals(
    others,
    cells.map((cell, row) => cell + (raised[row] as number)),
  );
  return again.map((left, row) => left - (raised[row] as number));
}

function judge(
  column: string,
  left: Float64Array,
): (Omit<MixedUnits, 'rows'> & { border: number }) | undefined {
  const { means, counts, deviations, border, separation } = twoLevels(left);
  const rarer = Math.min(...counts);
  if (separation < smallestSeparation || rarer < Math.max(fewestInUnit, smallestShare * left.length))
    return undefined;
  const isSmaller = counts[0] < counts[1];
  const [spread, usual] = isSmaller ? deviations : [deviations[1], deviations[0]];
  if (spread > largestSpread * usual) return undefined;
  const distance = means[1] - means[0];
  const errors = (3 * distance) / separation / Math.sqrt(rarer);
  const off = Math.min(tolerance.most, Math.max(tolerance.least, errors));
  const factor = factors.find(([each]) => Math.abs(Math.log(each) - distance) <= off);
  if (factor === undefined) return undefined;
  return {
    column,
    share: rarer / left.length,
    ratio: factor[0],
    units: factor[1],
    isSmaller,
    separation,
    border,
  };
}

/** Logarithms of a positive column; a missing cell is NaN. */
function scaledCells({ values }: NumberColumn, rows: Int32Array): Float64Array {
  const cells = valuesAt(values, rows);
  return cells.some((cell) => cell <= 0) ? cells : cells.map(Math.log);
}
