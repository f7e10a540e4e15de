import type { CategoryColumn, NumberColumn } from '../../data/raw-data.ts';
import { valuesAt } from '../../statistics/places.ts';

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

/** Tenths of the values, in ascending order; equal values are not divided, and a column of few values has one group each. */
export function tenthsOf(
  { values }: NumberColumn,
  rows: Int32Array,
  show: (value: number) => string,
): Groups {
  const members = rows.filter((row) => !Number.isNaN(values[row]));
  const sorted = valuesAt(values, members).sort();
  const starts = distinctStarts(sorted);
  const codes = members.map((row) => {
    const value = values[row] as number;
    return starts.findLastIndex((start) => start <= value);
  });
  const names = starts.map((start, at) => {
    const next = starts[at + 1];
    const last = next === undefined ? sorted.at(-1) : lastBelow(sorted, next);
    return last === undefined || last === start ? show(start) : `${show(start)} to ${show(last)}`;
  });
  return { names, codes, members };
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
  const counts = new Int32Array(categories.length);
  for (const row of members) counts[codes[row] as number] = (counts[codes[row] as number] as number) + 1;
  const frequent = [...counts.keys()]
    .filter((code) => (counts[code] as number) >= fewestInGroup)
    .sort((one, other) => (counts[other] as number) - (counts[one] as number));
  const places = new Map(frequent.map((code, place) => [code, place]));
  const own = members.map((row) => places.get(codes[row] as number) ?? frequent.length);
  const isRest = own.some((place) => place === frequent.length);
  const names = frequent.map((code) => categories[code] as string);
  return { names: isRest ? [...names, 'rarer ones'] : names, codes: own, members };
}
