import { splitNames } from '../../data/dataset.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import { splitOfRows, trainIndex } from '../split-of-rows.ts';
import { type TargetRanges, targetRanges } from './conflict.ts';
import { distinctInHalves, groupRows, type RowGroups } from './groups.ts';

/** Rows that have exactly the inputs of another row. */
export interface Copies {
  readonly groups: RowGroups;
  readonly ranges: TargetRanges;
  readonly splitOf: Uint8Array;
  /** For each group's leader the first row of each split that has its inputs, or −1: [split][row]. */
  readonly firstInSplit: readonly Int32Array[];
  /** By split: rows whose inputs are those of an earlier row of it. */
  readonly repeated: readonly number[];
  /** By split: rows that have a twin in the training split; of training rows, another one. */
  readonly twins: readonly number[];
  /** The twins outside of the training split whose group has equal targets only. */
  readonly sameTargets: number;
  /** Rows are alike since their values are coarse, such as a few categories, and not because they were copied. */
  readonly isCoarse: boolean;
  /** Even half of the columns tells as many rows apart as all of them do. */
  readonly isCopied: boolean;
}

/** A share of distinct rows from which on half of the columns says as much as all of them. */
const asDistinct = 0.95;

/** Groups the rows and counts twins by split: three passes over the rows, and one more where there are twins. */
export function findCopies(source: SourceRows): Copies {
  const { raw } = source;
  const rows = raw.rowNumbers.length;
  const groups = groupRows(raw.inputs, rows);
  const splitOf = splitOfRows(source);
  const ranges = targetRanges(raw.target, groups.leader);
  const hasTwins = groups.distinct < rows;
  const halves = hasTwins && hasHalves(source) ? distinctInHalves(raw.inputs, groups) : [0, 0];
  return {
    groups,
    ranges,
    splitOf,
    ...countTwins(groups.leader, splitOf, ranges),
    isCoarse: Math.max(...halves) < asDistinct,
    isCopied: Math.min(...halves) >= asDistinct,
  };
}

function hasHalves({ raw: { inputs } }: SourceRows): boolean {
  return inputs.kind === 'images' || inputs.columns.length > 1;
}

function countTwins(leader: Int32Array, splitOf: Uint8Array, { least, greatest }: TargetRanges) {
  const firstInSplit = splitNames.map(() => new Int32Array(leader.length).fill(-1));
  const hasSecond = new Uint8Array(leader.length);
  const repeated = splitNames.map(() => 0);
  leader.forEach((group, row) => {
    const split = splitOf[row] as number;
    const first = firstInSplit[split];
    if (first === undefined) return;
    if (first[group] === -1) {
      first[group] = row;
    } else {
      repeated[split] = (repeated[split] as number) + 1;
      if (split === trainIndex) hasSecond[group] = 1;
    }
  });
  const firstInTrain = firstInSplit[trainIndex] as Int32Array;
  const twins = splitNames.map(() => 0);
  let sameTargets = 0;
  leader.forEach((group, row) => {
    const split = splitOf[row] as number;
    const hasTwin = split === trainIndex ? hasSecond[group] === 1 : firstInTrain[group] !== -1;
    if (!hasTwin || twins[split] === undefined) return;
    twins[split]++;
    if (split !== trainIndex && least[group] === greatest[group]) sameTargets++;
  });
  return { firstInSplit, repeated, twins, sameTargets };
}
