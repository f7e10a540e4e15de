import { splitNames } from '../data/dataset.ts';
import type { SourceRows } from '../data/load-dataset.ts';

export const trainIndex = splitNames.indexOf('train');

const known = new WeakMap<SourceRows['rows'], Uint8Array>();

/** The index of each row's split in `splitNames`; the number of splits for a row in none. Computed once for the same splits. */
export function splitOfRows({ raw, rows }: SourceRows): Uint8Array {
  const found = known.get(rows);
  if (found !== undefined) return found;
  const splitOf = new Uint8Array(raw.rowNumbers.length).fill(splitNames.length);
  splitNames.forEach((name, index) => {
    for (const row of rows[name]) splitOf[row] = index;
  });
  known.set(rows, splitOf);
  return splitOf;
}
