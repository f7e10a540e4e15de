import type { RawData, RawTarget } from '../../data/raw-data.ts';
import { targetsOf } from '../../data/raw-targets.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { counted, figure, percent } from '../../reports/figure.ts';
import { meanOf } from '../../statistics/mean.ts';
import { shareAtLeast } from '../../statistics/significance.ts';

type Targets = Pick<RawData, 'target' | 'targets'>;

/** The smallest and the largest target among rows with the same inputs, indexed by the first of those rows. */
interface TargetRanges {
  readonly least: Float64Array;
  readonly greatest: Float64Array;
}

export interface Conflicts {
  /** The name of the target; absent where there is one. */
  readonly of?: string | undefined;
  /** Rows whose inputs also occur with another target: another class, or a value more than `tolerance` away. */
  readonly rows: Int32Array;
  /** 0 for classes; the target's standard deviation for a regression. */
  readonly tolerance: number;
}

/** The share of conflicting rows from which on there is a warning. */
const warnedShare = 0.01;
const listedRows = 20;

function targetRanges(targets: ArrayLike<number>, leader: Int32Array): TargetRanges {
  const least = new Float64Array(leader.length).fill(Number.POSITIVE_INFINITY);
  const greatest = new Float64Array(leader.length).fill(Number.NEGATIVE_INFINITY);
  for (let row = 0; row < leader.length; row++) {
    const group = leader[row] as number;
    const value = targets[row] as number;
    if (value < (least[group] as number)) least[group] = value;
    if (value > (greatest[group] as number)) greatest[group] = value;
  }
  return { least, greatest };
}

/** The conflicts of each target. `leader`: the first row with the inputs of each row. */
export function findConflicts(raw: Targets, leader: Int32Array): readonly Conflicts[] {
  return targetsOf(raw).map((target) => ({ of: target.of, ...conflictsOf(target, leader) }));
}

function conflictsOf(target: RawTarget, leader: Int32Array): Conflicts {
  const targets = numbersOf(target);
  const ranges = targetRanges(targets, leader);
  const tolerance = target.kind === 'classification' ? 0 : deviation(target.values);
  const rows = new Int32Array(leader.length);
  let count = 0;
  for (let row = 0; row < leader.length; row++) {
    const group = leader[row] as number;
    const value = targets[row] as number;
    const farthest = Math.max(
      (ranges.greatest[group] as number) - value,
      value - (ranges.least[group] as number),
    );
    if (farthest > tolerance) rows[count++] = row;
  }
  return { rows: rows.slice(0, count), tolerance };
}

/** The rows with a conflict of any target, ascending. */
export function conflictingRows(conflicts: readonly Conflicts[]): Int32Array {
  const [only] = conflicts;
  if (only !== undefined && conflicts.length === 1) return only.rows;
  return Int32Array.from(new Set(conflicts.flatMap(({ rows }) => Array.from(rows)))).sort();
}

/** Whether all rows with the same inputs have the same targets, indexed by the first of those rows. */
export function haveSameTargets(raw: Targets, leader: Int32Array): Uint8Array {
  const areSame = new Uint8Array(leader.length).fill(1);
  for (const target of targetsOf(raw)) {
    const { least, greatest } = targetRanges(numbersOf(target), leader);
    least.forEach((value, group) => {
      if (value !== greatest[group]) areSame[group] = 0;
    });
  }
  return areSame;
}

/** Tells whether two rows have the same targets. */
export function sameTargets(raw: Targets): (one: number, other: number) => boolean {
  const all = targetsOf(raw).map(numbersOf);
  return (one, other) => all.every((targets) => targets[one] === targets[other]);
}

/**
 * `conflicting-labels` of each target, or no finding. `isCoarse`: the inputs are too coarse to distinguish rows, so that
 * conflicts are inevitable.
 */
export function conflictFindings(
  conflicts: readonly Conflicts[],
  rowNumbers: Int32Array,
  isCoarse: boolean,
): DataFinding[] {
  return conflicts.flatMap((each) => findingsOf(each, rowNumbers, isCoarse));
}

function findingsOf(
  { of, rows, tolerance }: Conflicts,
  rowNumbers: Int32Array,
  isCoarse: boolean,
): DataFinding[] {
  if (rows.length === 0) return [];
  const isWarned = !isCoarse && shareAtLeast(rows.length, rowNumbers.length) > warnedShare;
  const other = tolerance === 0 ? 'another class' : `a target more than ${figure(tolerance)} away`;
  const named = of === undefined ? '' : `${of}: `;
  const message = `${named}${counted(rows.length, 'row')} (${percent(rows.length / rowNumbers.length)}) have the inputs of a row with ${other}`;
  const advice = isCoarse
    ? 'The inputs are coarse, and tell some rows apart from no other: more columns would.'
    : 'Look at these rows: one of their targets is wrong, or a column that tells them apart is missing.';
  return [
    {
      severity: isWarned ? 'warn' : 'info',
      kind: 'conflicting-labels',
      message,
      advice,
      columns: [],
      rows: [...rows.subarray(0, listedRows)].map((row) => rowNumbers[row] as number),
      count: rows.length,
    },
  ];
}

function numbersOf(target: RawTarget): Int32Array | Float64Array {
  return target.kind === 'classification' ? target.labels : target.values;
}

function deviation(values: Float64Array): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
