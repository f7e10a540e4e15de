import { type SplitName, splitNames } from '../dataset.ts';
import type { FaultList } from '../fault-list.ts';
import type { ColumnBuilder } from './column-builder.ts';

const splitOfWord: Readonly<Record<string, SplitName>> = {
  train: 'train',
  validation: 'validation',
  val: 'validation',
  valid: 'validation',
  dev: 'validation',
  test: 'test',
};

/** For each row the index in `splitNames` that its cell names, in any case; any other cell is a fault. */
export function readAssignedSplits(builder: ColumnBuilder, lines: Int32Array, faults: FaultList): Uint8Array {
  const words = builder.categories();
  const splitOfCode = words.map((word) => splitOfWord[word.toLowerCase()]);
  const assigned = new Uint8Array(builder.rows);
  builder.codes().forEach((code, row) => {
    const split = splitOfCode[code];
    if (split !== undefined) assigned[row] = splitNames.indexOf(split);
    else addFault({ value: words[code] ?? '', line: lines[row] as number }, builder, faults);
  });
  return assigned;
}

function addFault(cell: { value: string; line: number }, builder: ColumnBuilder, faults: FaultList): void {
  const law = 'must be train, validation (val, valid, dev) or test';
  faults.add({ field: builder.name, law, column: builder.position, ...cell });
}
