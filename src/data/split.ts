import type { SplitSpec } from '../study/study-spec.ts';
import { type SplitName, splitNames } from './dataset.ts';
import { FaultList } from './fault-list.ts';
import type { RawData } from './raw-data.ts';
import { addDisorder, addDividedGroups, completeAssigned } from './splits/assigned.ts';
import { drawShares } from './splits/draw.ts';
import { addScarceClasses, addSmallSplits, addUntrainedClasses } from './splits/split-faults.ts';

/** Row indices of each split, ascending; disjoint, and together all rows. */
export type SplitRows = Readonly<Record<SplitName, Int32Array>>;

/**
 * Splits the rows as the source assigns them, by a column, by folders or by files, else by the fractions: at random
 * with the split's own seed, by group or by time. Throws a FaultsError when a split has fewer than 2 rows (but the test
 * split may have none if none are asked for or assigned), a class has none in the training split, or, when stratified,
 * a class has fewer than 2 rows in all; tolerant `faults` keep that as problems.
 */
export function splitRows(data: RawData, split: SplitSpec, faults = new FaultList(data.file)): SplitRows {
  const splitOf =
    data.assigned === undefined ? drawSplits(data, split, faults) : assignedSplits(data, split, faults);
  const rows = rowsBySplit(splitOf);
  const isWithoutTest =
    data.assigned === undefined ? split.kind === 'fractions' && split.test === 0 : rows.test.length === 0;
  addSmallSplits(isWithoutTest ? { train: rows.train, validation: rows.validation } : rows, faults);
  addUntrainedClasses(data.target, rows.train, faults);
  faults.throwIfAny();
  return rows;
}

function drawSplits(data: RawData, split: SplitSpec, faults: FaultList): Uint8Array {
  if (split.kind === 'column') throw new Error('this source was read without its split column');
  const { validation, test, stratify } = split;
  const isByClass = data.groups === undefined && data.times === undefined;
  if (isByClass && stratify) addScarceClasses(data.target, faults);
  faults.throwIfAny();
  const rows = data.rowNumbers.map((_, row) => row);
  return drawShares(data, split, { rows, fractions: [1 - validation - test, validation, test] }, faults);
}

function assignedSplits(data: RawData, split: SplitSpec, faults: FaultList): Uint8Array {
  const splitOf = completeAssigned(data, split, faults);
  addDividedGroups(data, splitOf, faults);
  addDisorder(data, splitOf, faults);
  faults.throwIfAny();
  return splitOf;
}

function rowsBySplit(splitOf: Uint8Array): SplitRows {
  const rowsOf = (split: SplitName) => rowsWhere(splitOf, splitNames.indexOf(split));
  return { train: rowsOf('train'), validation: rowsOf('validation'), test: rowsOf('test') };
}

function rowsWhere(items: Uint8Array, wanted: number): Int32Array {
  let count = 0;
  const rows = new Int32Array(items.length);
  for (let row = 0; row < items.length; row++) if (items[row] === wanted) rows[count++] = row;
  return rows.slice(0, count);
}
