import type { RawTable } from '../../data/raw-data.ts';
import { commonestOf } from '../../statistics/sorted-values.ts';
import { sortedOrder } from '../../statistics/sorting/sort-order.ts';

/** More columns would have too many triples. */
const mostColumns = 40;
/** Columns of fewer values agree by chance. */
const fewestDistinct = 20;

/** A column of numbers, and the value that most of its rows have, which agrees with others by chance. */
export interface ComparedColumn {
  readonly name: string;
  readonly values: Float64Array;
  readonly commonest: number;
}

/** The columns of many numbers; dates are none. */
export function comparedColumns({ columns }: RawTable): ComparedColumn[] {
  const compared: ComparedColumn[] = [];
  for (const column of columns) {
    if (column.kind !== 'number' || column.form?.type === 'date') continue;
    const { name, values } = column;
    const commonest = commonestIn(values);
    if (commonest !== undefined) compared.push({ name, values, commonest });
    if (compared.length === mostColumns) break;
  }
  return compared;
}

/** The most frequent number, of several the one that comes first; undefined for few distinct ones. */
function commonestIn(values: Float64Array): number | undefined {
  const all = sortedOrder(values).sorted;
  // Missing numbers are the last.
  const sorted = all.subarray(0, all.findLastIndex((value) => !Number.isNaN(value)) + 1);
  const { distinct, count } = commonestOf(sorted);
  if (distinct < fewestDistinct) return undefined;
  if (count === 1) return values.find((value) => !Number.isNaN(value));
  const most = new Set<number>();
  for (let place = count - 1; place < sorted.length; place++) {
    if (sorted[place] === sorted[place - count + 1]) most.add(sorted[place] as number);
  }
  return values.find((value) => most.has(value));
}

/** True for numbers that differ by rounding alone. */
export function isClose(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-6 * Math.max(Math.abs(one), Math.abs(other));
}
