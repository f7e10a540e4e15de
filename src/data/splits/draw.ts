import { type Random, randomFor } from '../../statistics/random.ts';
import { defaultSplit, type SplitSpec } from '../../study/study-spec.ts';
import type { FaultList } from '../fault-list.ts';
import type { RawData, RowGroups, RowTimes } from '../raw-data.ts';
import { type Division, drawByClass } from './by-class.ts';
import { drawByGroup } from './by-group.ts';
import { drawByTime } from './by-time.ts';

/** A division, and what a message says of the number of values that it needs. */
interface NamedDivision extends Division {
  readonly need?: string;
}

const needOfSplits = ', one for each split';

/**
 * The index of each row's share: by time, by group, or at random. A FaultsError when the times or the groups leave no
 * rows for a share.
 */
export function drawShares(
  data: RawData,
  { stratify = defaultSplit.stratify, seed = defaultSplit.seed }: SplitSpec,
  division: NamedDivision,
  faults: FaultList,
  random: Random = randomFor('split', seed),
): Uint8Array {
  const { target, groups, times } = data;
  if (times !== undefined) return sharesByTime(division, times, groups, faults);
  const isByClass = stratify && target.kind === 'classification';
  const classes = isByClass ? { labels: target.labels, count: target.classes.length } : undefined;
  if (groups === undefined) return drawByClass(division, classes?.labels, random);
  requireGroups(division, groups, faults);
  return drawByGroup(division, groups.codes, classes, random);
}

function sharesByTime(
  division: NamedDivision,
  times: RowTimes,
  groups: RowGroups | undefined,
  faults: FaultList,
): Uint8Array {
  const shares = drawByTime(division, times.values, groups?.codes);
  if (shares !== undefined) return shares;
  return throwTimeFault(division, countOfShares(division), { times, groups }, faults);
}

/** Throws a FaultsError: the rows cannot be cut into so many `parts` by time. */
export function throwTimeFault(
  { rows, need = needOfSplits }: Pick<NamedDivision, 'rows' | 'need'>,
  parts: number,
  { times, groups }: { readonly times: RowTimes; readonly groups: RowGroups | undefined },
  faults: FaultList,
): never {
  const distinct = new Set(Array.from(rows, (row) => times.values[row])).size;
  const fault =
    distinct < parts || groups === undefined
      ? { constraint: `must have at least ${parts} distinct times${need}`, value: distinct }
      : {
          constraint: `must have moments that divide no group of ${groups.column}, and the groups overlap`,
          value: times.column,
          hint: `leave out data.split.group or ${times.field}`,
        };
  faults.add({ field: times.field, ...fault });
  faults.throwIfAny();
  throw new Error('a fault was added');
}

function requireGroups(division: NamedDivision, { column, codes }: RowGroups, faults: FaultList): void {
  const { need = needOfSplits } = division;
  const parts = countOfShares(division);
  const count = new Set(Array.from(division.rows, (row) => codes[row])).size;
  if (count >= parts) return;
  const constraint = `${column} must have at least ${parts} distinct values${need}`;
  faults.add({ field: 'data.split.group', constraint, value: count });
  faults.throwIfAny();
}

function countOfShares({ fractions }: Division): number {
  return fractions.filter((fraction) => fraction > 0).length;
}
