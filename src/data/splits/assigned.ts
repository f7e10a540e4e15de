import { defaultSplit, type SplitSpec } from '../../study/study-spec.ts';
import { type SplitName, splitNames } from '../dataset.ts';
import type { FaultList } from '../fault-list.ts';
import type { RawData } from '../raw-data.ts';
import { drawShares } from './draw.ts';

const [train, validation, test] = splitNames.map((_, index) => index) as [number, number, number];

/** True when a source assigns rows to training and test alone. */
export function lacksValidation({ assigned }: Pick<RawData, 'assigned'>): boolean {
  return assigned !== undefined && !assigned.includes(validation) && assigned.includes(test);
}

/** The share of the training rows that validation is drawn from. */
export function drawnShare(split: SplitSpec): number {
  return split.validation ?? defaultSplit.validation;
}

/**
 * The split of each row as the source assigns it; where that names no validation rows, they are drawn from the training
 * rows. The only row of a class stays a training row.
 */
export function completeAssigned(data: RawData, split: SplitSpec, faults: FaultList): Uint8Array {
  const assigned = data.assigned as Uint8Array;
  if (!lacksValidation(data)) {
    if (split.kind === 'column' && split.validation !== undefined && assigned.includes(validation)) {
      const constraint = `must be left out, as ${split.column} names the validation rows`;
      faults.add({ field: 'data.split.validation', constraint, value: split.validation });
    }
    return assigned;
  }
  const rows = drawableRows(data, assigned);
  const share = drawnShare(split);
  const drawn = drawShares(data, split, { rows, fractions: [1 - share, share] }, faults);
  const splitOf = assigned.slice();
  rows.forEach((row, place) => {
    splitOf[row] = drawn[place] === 0 ? train : validation;
  });
  return splitOf;
}

function drawableRows({ target, rowNumbers, groups, times }: RawData, assigned: Uint8Array): Int32Array {
  const rows = rowNumbers.map((_, row) => row).filter((row) => assigned[row] === train);
  if (target.kind === 'regression' || groups !== undefined || times !== undefined) return rows;
  const counts = target.classes.map(() => 0);
  for (const row of rows) {
    const label = target.labels[row] as number;
    counts[label] = (counts[label] as number) + 1;
  }
  return rows.filter((row) => (counts[target.labels[row] as number] as number) > 1);
}

/** A group of which the source assigns rows to two splits. */
export function addDividedGroups({ groups }: RawData, splitOf: Uint8Array, faults: FaultList): void {
  if (groups === undefined) return;
  const known = new Map<number, number>();
  const divided = new Map<number, [number, number]>();
  splitOf.forEach((split, row) => {
    const group = groups.codes[row] as number;
    const first = known.get(group);
    if (first === undefined) known.set(group, split);
    else if (first !== split && !divided.has(group)) divided.set(group, [first, split]);
  });
  const [first] = divided;
  if (first === undefined) return;
  const [group, sides] = first;
  const [one, other] = sides.map((split) => splitNames[split]);
  const more = divided.size > 1 ? `, and ${divided.size - 1} more groups like it` : '';
  const constraint = `each group of ${groups.column} must be in one split`;
  const hint = `it has rows in ${one} and ${other}${more}`;
  faults.add({ field: 'data.split.group', constraint, value: groups.names[group], hint });
}

/** Rows that the source assigns to a later split, although they are not later than those of an earlier one. */
export function addDisorder({ times }: RawData, splitOf: Uint8Array, faults: FaultList): void {
  if (times === undefined) return;
  const ranges = splitNames.map(() => ({ first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY }));
  splitOf.forEach((split, row) => {
    const range = ranges[split];
    if (range === undefined) return;
    range.first = Math.min(range.first, times.values[row] as number);
    range.last = Math.max(range.last, times.values[row] as number);
  });
  const used = splitNames.filter((_, split) => (ranges[split]?.last ?? 0) > Number.NEGATIVE_INFINITY);
  const rangeOf = (name: SplitName) => ranges[splitNames.indexOf(name)] ?? { first: 0, last: 0 };
  used.slice(1).forEach((name, index) => {
    const before = used[index] as SplitName;
    if (rangeOf(name).first > rangeOf(before).last) return;
    const constraint = `all rows of ${name} must be later than those of ${before}`;
    faults.add({ field: times.field, constraint, value: times.column });
  });
}
