import type { CategoryColumn, NumberColumn } from '../../data/raw-data.ts';
import type { SortedOrder } from '../../statistics/sorting/sort-by-range.ts';
import { sortedOrder } from '../../statistics/sorting/sort-order.ts';
import { countCodes } from '../columns/category-summary.ts';

/** Rows divided by their value in a column. */
export interface Groups {
  readonly names: readonly string[];
  /** For each of `members` the index of its group. */
  readonly codes: Int32Array;
  /** The rows that have a value. */
  readonly members: Int32Array;
}

const tenths = 10;
/** The share of fewer rows cannot be told from chance. */
const fewestInGroup = 5;

/** The rows that have a number. */
export function rowsWithNumber(values: Float64Array, rows: Int32Array): Int32Array {
  const found = new Int32Array(rows.length);
  let count = 0;
  for (let at = 0; at < rows.length; at++) {
    if (!Number.isNaN(values[rows[at] as number])) found[count++] = rows[at] as number;
  }
  return found.subarray(0, count);
}

/** Tenths of the values, in ascending order; equal values are not divided, and a column of few values has one group each. `sorted`: its members' values. */
export function tenthsOf(
  { values }: NumberColumn,
  rows: Int32Array,
  show: (value: number) => string,
): Groups & { readonly sorted: SortedOrder } {
  const members = rowsWithNumber(values, rows);
  const sortedMembers = sortedOrder(values, members);
  const { sorted, order } = sortedMembers;
  const starts = distinctStarts(sorted);
  const codes = new Int32Array(members.length);
  for (let at = 0, code = 0; at < order.length; at++) {
    while (code + 1 < starts.length && (starts[code + 1] as number) <= (sorted[at] as number)) code++;
    codes[order[at] as number] = code;
  }
  const names = starts.map((start, at) => {
    const next = starts[at + 1];
    const last = next === undefined ? sorted.at(-1) : lastBelow(sorted, next);
    return last === undefined || last === start ? show(start) : `${show(start)} to ${show(last)}`;
  });
  return { names, codes, members, sorted: sortedMembers };
}

/** The first value of each group. */
function distinctStarts(sorted: Float64Array): number[] {
  const distinct = new Set<number>();
  for (const value of sorted) if (distinct.size <= tenths) distinct.add(value);
  if (distinct.size <= tenths) return [...distinct];
  const cuts = Array.from(
    { length: tenths },
    (_, tenth) => sorted[Math.floor((tenth * sorted.length) / tenths)],
  );
  return [...new Set(cuts)].filter((cut) => cut !== undefined);
}

function lastBelow(sorted: Float64Array, limit: number): number | undefined {
  return sorted[sorted.findLastIndex((value) => value < limit)];
}

/** The categories, the most frequent first; those of fewer than five rows are one, the last. */
export function categoriesOf({ codes, categories }: CategoryColumn, rows: Int32Array): Groups {
  const members = rows.filter((row) => (codes[row] as number) >= 0);
  const counts = countCodes(codes, categories.length, members);
  const frequent = [...counts.keys()]
    .filter((code) => (counts[code] as number) >= fewestInGroup)
    .sort((one, other) => (counts[other] as number) - (counts[one] as number));
  const places = new Int32Array(categories.length).fill(frequent.length);
  frequent.forEach((code, place) => {
    places[code] = place;
  });
  const own = members.map((row) => places[codes[row] as number] as number);
  const isRest = own.includes(frequent.length);
  const names = frequent.map((code) => categories[code] as string);
  return { names: isRest ? [...names, 'rarer ones'] : names, codes: own, members };
}
