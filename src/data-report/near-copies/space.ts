import type { CategoryColumn, NumberColumn, RawTable } from '../../data/raw-data.ts';
import type { Random } from '../../statistics/random.ts';
import { avalanche } from '../duplicates/hash.ts';
import { type Axis, fitAxis, shareBelow } from './axis.ts';

/**
 * The rows of a table as points. Each number is replaced by the share of rows below it, so that distances depend
 * neither on units nor on skewness.
 */
export interface RowSpace {
  readonly axes: readonly Axis[];
  /** True when one value, such as 0, is so frequent in a column that some rows lie in fewer dimensions than others. */
  readonly hasLumps: boolean;
  /** Rows with different categories, or different missing cells, have different kinds; the converse need not hold. */
  readonly kindOf: Uint32Array;
  /** Euclidean; Infinity beyond `limit`, and when a category or a missing cell differs. */
  distance(row: number, other: number, limit: number): number;
}

const lumpShare = 0.05;
const sampledRows = 10_000;

/** Undefined when every numeric column is constant. Shares are estimated from a sample of the given rows. */
export function rowSpace({ columns }: RawTable, rows: Int32Array, random: Random): RowSpace | undefined {
  const sample = random.shuffle(rows.slice()).subarray(0, sampledRows);
  const numbers = columns.filter((column) => column.kind === 'number');
  const axes = numbers.flatMap((column) => fitAxis(column, sample) ?? []);
  if (axes.length === 0) return undefined;
  const categories = columns.filter((column) => column.kind === 'category');
  const kindOf = kindsOf(numbers, categories);
  return {
    axes,
    hasLumps: axes.some(({ lump }) => lump > lumpShare),
    kindOf,
    distance(row, other, limit) {
      if (kindOf[row] !== kindOf[other]) return Number.POSITIVE_INFINITY;
      for (const { codes } of categories) if (codes[row] !== codes[other]) return Number.POSITIVE_INFINITY;
      let squares = 0;
      const most = limit * limit;
      for (const axis of axes) {
        const one = axis.values[row] as number;
        const two = axis.values[other] as number;
        if (one === two || (Number.isNaN(one) && Number.isNaN(two))) continue;
        const difference = shareBelow(axis, row) - shareBelow(axis, other);
        squares += difference * difference;
        if (!(squares <= most)) return Number.POSITIVE_INFINITY;
      }
      return Math.sqrt(squares);
    },
  };
}

function kindsOf(numbers: readonly NumberColumn[], categories: readonly CategoryColumn[]): Uint32Array {
  const rows = (numbers[0] as NumberColumn).values.length;
  const kindOf = new Uint32Array(rows);
  for (const { codes } of categories) {
    for (let row = 0; row < rows; row++) {
      kindOf[row] = avalanche((kindOf[row] as number) * 31 + (codes[row] as number) + 1);
    }
  }
  numbers.forEach(({ values }, column) => {
    for (let row = 0; row < rows; row++) {
      if (Number.isNaN(values[row])) kindOf[row] = avalanche((kindOf[row] as number) ^ (column + 1));
    }
  });
  return kindOf;
}
