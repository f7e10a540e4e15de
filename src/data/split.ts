import type { SplitSpec } from '../study/study-spec.ts';
import { bySplit, type SplitName, splitNames } from './dataset.ts';
import { FaultList } from './fault-list.ts';
import type { RawData } from './raw-data.ts';
import { targetsOf } from './raw-targets.ts';
import { addDisorder, addDividedGroups, completeAssigned } from './splits/assigned.ts';
import { drawShares } from './splits/draw.ts';
import { drawFolds, type FoldRows, foldCount } from './splits/draw-folds.ts';
import { addScarceClasses, addSmallSplits, addUntrainedClasses } from './splits/split-faults.ts';

/**
 * Row indices of each split, ascending; disjoint, and together all rows, or all with a whole window. With folds, which divide the training rows,
 * there are no validation rows.
 */
export type SplitRows = Readonly<Record<SplitName, Int32Array>> & { readonly folds?: readonly FoldRows[] };

/**
 * Splits the rows as the source assigns them, by a column, by folders or by files, else by the fractions: at random
 * with the split's own seed, by group or by time; then divides the training rows into folds if that is asked for.
 * Throws a FaultsError when a split has fewer than 2 rows (but the test split may have none if none are asked for or
 * assigned), a class has none in the training split or in a fold's, or, when stratified, a class has fewer than 2 rows
 * in all; tolerant `faults` keep that as problems.
 */
export function splitRows(data: RawData, split: SplitSpec, faults = new FaultList(data.file)): SplitRows {
  const rows =
    data.assigned === undefined ? drawSplits(data, split, faults) : assignedSplits(data, split, faults);
  const isWithoutTest =
    data.assigned === undefined ? split.kind === 'fractions' && split.test === 0 : rows.test.length === 0;
  addSmallSplits(
    {
      train: rows.train,
      ...(rows.folds === undefined && { validation: rows.validation }),
      ...(!isWithoutTest && { test: rows.test }),
    },
    faults,
  );
  const trained = rows.folds === undefined ? [rows.train] : rows.folds.map(({ train }) => train);
  for (const target of targetsOf(data)) addUntrainedClasses(target, trained, faults);
  faults.throwIfAny();
  return rows;
}

function drawSplits(data: RawData, split: SplitSpec, faults: FaultList): SplitRows {
  if (split.kind === 'column') throw new Error('this source was read without its split column');
  const { test, stratify } = split;
  if (split.folds === undefined && split.validation + test >= 1) {
    const constraint = `must be less than ${1 - test}, as the data assign no rows to test, and ${test} of them are drawn for it`;
    const hint = 'data.split.test is the share of test rows';
    faults.add({ field: 'data.split.validation', constraint, value: split.validation, hint });
  }
  const isByClass = data.groups === undefined && data.times === undefined;
  if (isByClass && stratify) addScarceClasses(data.target, faults);
  faults.throwIfAny();
  const rows = exampleRows(data);
  // Drawn like this also for folds, so that the test rows are the same with and without them.
  const validation = Math.min(split.validation, (1 - test) / 2);
  const fractions = [1 - validation - test, validation, test];
  const drawn = rowsBySplit(rows, drawShares(data, split, { rows, fractions }, faults));
  const developed = Int32Array.from([...drawn.train, ...drawn.validation]).sort();
  const folds = foldsOf(data, split, developed, faults);
  return folds === undefined ? drawn : { ...drawn, train: developed, validation: new Int32Array(), folds };
}

/** The folds of the training rows; undefined where they are to be divided into training and validation. */
function foldsOf(
  data: RawData,
  split: SplitSpec,
  rows: Int32Array,
  faults: FaultList,
): readonly FoldRows[] | undefined {
  const count = foldCount(data, split, rows);
  if (count === undefined) return undefined;
  if (count > rows.length) {
    const constraint = `must be at most the number of rows that are not test rows (${rows.length})`;
    faults.add({ field: 'data.split.folds', constraint, value: count });
    faults.throwIfAny();
  }
  return drawFolds(data, split, { rows, count }, faults);
}

function assignedSplits(data: RawData, split: SplitSpec, faults: FaultList): SplitRows {
  const folds = foldsOfAssigned(data, split, faults);
  const assigned = data.assigned as Uint8Array;
  const splitOf = folds === undefined ? completeAssigned(data, split, faults) : assigned;
  addDividedGroups(data, splitOf, faults);
  addDisorder(data, splitOf, faults);
  faults.throwIfAny();
  const rows = assignedExamples(data, splitOf);
  return folds === undefined ? rows : { ...rows, folds };
}

/** The folds of the assigned training rows, unless the source assigns validation rows. */
function foldsOfAssigned(
  data: RawData,
  split: SplitSpec,
  faults: FaultList,
): readonly FoldRows[] | undefined {
  const { train, validation } = assignedExamples(data, data.assigned as Uint8Array);
  if (split.folds === undefined || validation.length === 0) return foldsOf(data, split, train, faults);
  if (split.folds === 'auto') return undefined;
  const constraint = 'must be left out, as the data name the validation rows';
  faults.add({ field: 'data.split.folds', constraint, value: split.folds });
  return undefined;
}

/** The rows that can be predicted: all of them, or those with a whole window. */
function exampleRows({ rowNumbers, windows }: RawData): Int32Array {
  return windows?.targets ?? rowNumbers.map((_, row) => row);
}

function assignedExamples(data: RawData, splitOf: Uint8Array): SplitRows {
  const rows = exampleRows(data);
  return rowsBySplit(
    rows,
    Uint8Array.from(rows, (row) => splitOf[row] as number),
  );
}

/** `splitOf` has the split of each of `rows`. */
function rowsBySplit(rows: Int32Array, splitOf: Uint8Array): SplitRows {
  return bySplit((split) => {
    const index = splitNames.indexOf(split);
    return rows.filter((_, place) => splitOf[place] === index);
  });
}
