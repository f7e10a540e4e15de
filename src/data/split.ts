import { randomFor } from '../statistics/random.ts';
import type { SplitSpec } from '../study/study-spec.ts';
import { type SplitName, splitNames } from './dataset.ts';
import { FaultList } from './fault-list.ts';
import type { RawData } from './raw-data.ts';
import { apportion } from './splits/apportion.ts';
import { addScarceClasses, addSmallSplits, addUntrainedClasses } from './splits/split-faults.ts';

/** Row indices of each split, ascending; disjoint, and together all rows. */
export type SplitRows = Readonly<Record<SplitName, Int32Array>>;

/**
 * Splits the rows as the source assigns them, by a column or by folders, else at random with the split's own seed.
 * Throws a FaultsError when a split has fewer than 2 rows, a class has none in the training split, or, when stratified,
 * a class has fewer than 2 rows in all; tolerant `faults` keep that as problems.
 */
export function splitRows(data: RawData, split: SplitSpec, faults = new FaultList(data.file)): SplitRows {
  if (data.assigned === undefined && split.kind === 'fractions' && split.stratify)
    addScarceClasses(data.target, faults);
  faults.throwIfAny();
  const splitOf = data.assigned ?? drawSplits(data, split);
  const rows = rowsBySplit(splitOf);
  addSmallSplits(rows, faults);
  addUntrainedClasses(data.target, rows.train, faults);
  faults.throwIfAny();
  return rows;
}

/**
 * The index of each row's split. Stratified, the share of each class in each split is its fraction of the class,
 * rounded down or up; otherwise, and in a regression, the same holds for all rows together.
 */
function drawSplits(data: RawData, split: SplitSpec): Uint8Array {
  if (split.kind === 'column') throw new Error('this source was read without its split column');
  const random = randomFor('split', split.seed);
  const groups = rowGroups(data, split.stratify);
  const sizes = groups.map((rows) => rows.length);
  const counts = apportion(sizes, [1 - split.validation - split.test, split.validation, split.test]);
  const splitOf = new Uint8Array(data.rowNumbers.length);
  groups.forEach((group, index) => {
    const rows = random.shuffle(group).values();
    counts[index]?.forEach((count, split) => {
      for (let taken = 0; taken < count; taken++) splitOf[rows.next().value as number] = split;
    });
  });
  return splitOf;
}

/** The rows of each class, in the order of the classes, or all rows as one group. */
function rowGroups({ target, rowNumbers }: RawData, stratify: boolean): Int32Array[] {
  if (target.kind === 'regression' || !stratify) return [rowNumbers.map((_, row) => row)];
  return target.classes.map((_, label) => rowsWhere(target.labels, label));
}

function rowsBySplit(splitOf: Uint8Array): SplitRows {
  const rowsOf = (split: SplitName) => rowsWhere(splitOf, splitNames.indexOf(split));
  return { train: rowsOf('train'), validation: rowsOf('validation'), test: rowsOf('test') };
}

function rowsWhere(items: Int32Array | Uint8Array, wanted: number): Int32Array {
  let count = 0;
  const rows = new Int32Array(items.length);
  for (let row = 0; row < items.length; row++) if (items[row] === wanted) rows[count++] = row;
  return rows.slice(0, count);
}
