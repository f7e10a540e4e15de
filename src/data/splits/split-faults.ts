import { readNumber } from '../cells/number.ts';
import { type SplitName, splitNames } from '../dataset.ts';
import type { FaultList } from '../fault-list.ts';
import type { RawTarget } from '../raw-data.ts';
import type { ProblemKind } from '../source-problem.ts';

const fewestRows = 2;

/** A class with a single row cannot be in two splits. */
export function addScarceClasses(target: RawTarget, faults: FaultList): void {
  if (target.kind === 'regression') return;
  const constraint = `each class must have at least ${fewestRows} rows to be stratified`;
  const counts = countClasses(target.classes, target.labels);
  const scarce = target.classes.filter((_, label) => (counts[label] as number) < fewestRows);
  const others = ['leave out its row', 'merge it with another class', 'set data.split.stratify to false'];
  addClasses(scarce, { kind: 'rare-class', field: 'data.target', constraint, others, target }, faults);
}

/** A model cannot learn a class without training rows; `trained` has the rows of each model. `of` names one of several targets. */
export function addUntrainedClasses(
  { of, ...target }: RawTarget & { readonly of?: string },
  trained: readonly Int32Array[],
  faults: FaultList,
): void {
  if (target.kind === 'regression') return;
  const counts = trained.map((rows) =>
    countClasses(
      target.classes,
      rows.map((row) => target.labels[row] as number),
    ),
  );
  const where = trained.length === 1 ? 'in the training split' : 'to train on in every fold';
  const constraint = `each class${of === undefined ? '' : ` of ${of}`} must have a row ${where}`;
  const untrained = target.classes.filter((_, label) => counts.some((each) => each[label] === 0));
  const others = ['leave out its rows', 'merge it with another class'];
  addClasses(untrained, { kind: 'untrained-class', field: 'data.split', constraint, others, target }, faults);
}

interface ClassFault {
  readonly kind: ProblemKind;
  readonly field: string;
  readonly constraint: string;
  /** Ways out. */
  readonly others: readonly string[];
  readonly target: RawTarget;
}

/** One fault of all classes, with the ways out. */
function addClasses(
  [value, ...further]: readonly string[],
  { kind, field, constraint, others, target }: ClassFault,
  faults: FaultList,
): void {
  if (value === undefined) return;
  const more = further.length === 0 ? '' : `and ${further.length} more like it; `;
  const ways = areNumbers(target) ? [...others, 'set data.task to "regression"'] : others;
  const hint = `${more}${ways.slice(0, -1).join(', ')} or ${ways.at(-1)}`;
  const count = faults.isTolerant ? 1 + further.length : 1;
  faults.tolerate({ kind, faults: [{ field, constraint, value, hint }], count });
}

function areNumbers(target: RawTarget): boolean {
  return target.kind === 'classification' && target.classes.every((name) => !Number.isNaN(readNumber(name)));
}

export function addSmallSplits(
  rows: Readonly<Partial<Record<SplitName, Int32Array>>>,
  faults: FaultList,
): void {
  for (const split of splitNames) {
    const value = rows[split]?.length ?? fewestRows;
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
