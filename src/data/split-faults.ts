import { type SplitName, splitNames } from './dataset.ts';
import type { FaultList } from './fault-list.ts';
import type { RawTarget } from './raw-data.ts';

const fewestRows = 2;

/** A class with a single row cannot be in two splits. */
export function addScarceClasses(target: RawTarget, faults: FaultList): void {
  if (target.kind === 'regression') return;
  const constraint = `each class must have at least ${fewestRows} rows to be stratified`;
  const hint = 'remove the row, or set data.split.stratify to false';
  const counts = countClasses(target.classes, target.labels);
  target.classes.forEach((value, label) => {
    if ((counts[label] as number) >= fewestRows) return;
    faults.tolerate({ kind: 'rare-class', faults: [{ field: 'data.target', constraint, value, hint }] });
  });
}

/** A model cannot learn a class without training rows. */
export function addUntrainedClasses(target: RawTarget, train: Int32Array, faults: FaultList): void {
  if (target.kind === 'regression') return;
  const counts = countClasses(
    target.classes,
    train.map((row) => target.labels[row] as number),
  );
  const constraint = 'each class must have a row in the training split';
  target.classes.forEach((value, label) => {
    if (counts[label] !== 0) return;
    faults.tolerate({ kind: 'untrained-class', faults: [{ field: 'data.split', constraint, value }] });
  });
}

export function addSmallSplits(rows: Readonly<Record<SplitName, Int32Array>>, faults: FaultList): void {
  for (const split of splitNames) {
    const value = rows[split].length;
    const constraint = `the ${split} split must have at least ${fewestRows} rows`;
    if (value >= fewestRows) continue;
    faults.tolerate({ kind: 'small-split', faults: [{ field: 'data.split', constraint, value }] });
  }
}

function countClasses(classes: readonly string[], labels: Int32Array): Int32Array {
  const counts = new Int32Array(classes.length);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  return counts;
}
