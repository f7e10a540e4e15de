import { splitNames } from '../../data/dataset.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import { splitOfRows, trainIndex } from '../split-of-rows.ts';
import { haveSameTargets } from './conflict.ts';
import { distinctInHalves, groupRows, type RowGroups } from './groups.ts';

/** Rows that have exactly the inputs of another row. */
export interface Copies {
  readonly groups: RowGroups;
  readonly splitOf: Uint8Array;
  /** The first row of each split with the inputs of each group's leader, or −1: [split][row]. */
  readonly firstInSplit: readonly Int32Array[];
  /** Per split: number of rows whose inputs equal those of an earlier row of the split. */
  readonly repeated: readonly number[];
  /** Per split: number of rows with a twin in the training split; for training rows, another one. */
  readonly twins: readonly number[];
  /** Number of twins outside the training split in groups with equal targets only. */
  readonly sameTargets: number;
  /**
   * True when rows are equal because their values are coarse, such as a few categories, and not because they were
   * copied.
   */
  readonly isCoarse: boolean;
  /** True when even half of the columns distinguish as many rows as all columns. */
  readonly isCopied: boolean;
}

/** The share of distinct rows from which on half of the columns distinguish as much as all. */
const asDistinct = 0.95;

/** Groups the rows and counts twins per split: three passes over the rows, and one more when there are twins. */
export function findCopies(source: SourceRows): Copies {
  const { raw } = source;
  const rows = raw.rowNumbers.length;
  const groups = groupRows(raw.inputs, rows);
  const splitOf = splitOfRows(source);
  const hasTwins = groups.distinct < rows;
  const halves = hasTwins && hasHalves(source) ? distinctInHalves(raw.inputs, groups) : [0, 0];
  return {
    groups,
    splitOf,
    ...countTwins(groups.leader, splitOf, hasTwins ? haveSameTargets(raw, groups.leader) : undefined),
    isCoarse: Math.max(...halves) < asDistinct,
    isCopied: Math.min(...halves) >= asDistinct,
  };
}

function hasHalves({ raw: { inputs } }: SourceRows): boolean {
  return inputs.kind !== 'table' || inputs.columns.length > 1;
}

function countTwins(leader: Int32Array, splitOf: Uint8Array, areSame: Uint8Array | undefined) {
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
    if (split !== trainIndex && areSame?.[group] === 1) sameTargets++;
  });
  return { firstInSplit, repeated, twins, sameTargets };
}
