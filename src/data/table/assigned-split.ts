import { type SplitName, splitNames } from '../dataset.ts';
import type { FaultList } from '../fault-list.ts';
import type { RowPlaces } from './cell-tally.ts';
import type { ColumnBuilder } from './column-builder.ts';

const constraint = 'must be train, validation (val, valid, dev) or test';
/** The names of splits in tables and folders, in lower case. */
export const splitOfWord: Readonly<Record<string, SplitName>> = {
  train: 'train',
  validation: 'validation',
  val: 'validation',
  valid: 'validation',
  dev: 'validation',
  test: 'test',
};

/** Takes the place of an index into `splitNames` where a tolerated cell names no split. */
export const noSplit = 255;

/** The index in `splitNames` that each row's cell names, in any case; any other cell is a fault. */
export function readAssignedSplits(
  builder: ColumnBuilder,
  { lines, rowNumbers }: RowPlaces,
  faults: FaultList,
): Uint8Array {
  const words = builder.categories();
  const splitOfCode = words.map((word) => splitOfWord[word.toLowerCase()]);
  const assigned = new Uint8Array(builder.rows);
  builder.codes().forEach((code, row) => {
    const split = splitOfCode[code];
    assigned[row] = split === undefined ? noSplit : splitNames.indexOf(split);
    if (split !== undefined) return;
    const { name: field, position: column } = builder;
    const fault = { field, constraint, column, value: words[code] ?? '', line: lines[row] as number };
    faults.tolerate({ kind: 'unknown-split', faults: [fault], rows: [rowNumbers[row] as number] });
  });
  return assigned;
}
