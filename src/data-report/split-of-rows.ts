import { splitNames } from '../data/dataset.ts';
import type { SourceRows } from '../data/load-dataset.ts';

export const trainIndex = splitNames.indexOf('train');

/** For each row the index of its split in `splitNames`; a row of no split has as many as there are splits. */
export function splitOfRows({ raw, rows }: SourceRows): Uint8Array {
  const splitOf = new Uint8Array(raw.rowNumbers.length).fill(splitNames.length);
  splitNames.forEach((name, index) => {
    for (const row of rows[name]) splitOf[row] = index;
  });
  return splitOf;
}
