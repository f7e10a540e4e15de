import { missingInteger, originCodes, type TrialColumns } from '../../plots/columns/trial-columns.ts';
import { placeOf } from '../acting/configuration-of.ts';

/** A trial that another one comes from, or that comes from it. */
export interface Relative {
  readonly trial: number;
  readonly origin: (typeof originCodes)[number];
  /** NaN without one. */
  readonly value: number;
}

export interface Kin {
  /** From the oldest to the direct parent. */
  readonly ancestors: readonly Relative[];
  readonly children: readonly Relative[];
  /** The trial whose configuration its reruns have: of an imported rerun the first of its ancestors. */
  readonly root: Relative;
  /** Trials that an imported study has of that configuration with other seeds. */
  readonly reruns: readonly Relative[];
}

/** The relations of a trial, as the column of parents has them. */
export function kinOf(columns: TrialColumns, trial: number): Kin {
  const ancestors: Relative[] = [];
  for (let next = parentOf(columns, trial); next !== undefined; next = parentOf(columns, next)) {
    // A parent is an earlier trial: a file with other parents would lead to an endless loop.
    if (next >= (ancestors[0]?.trial ?? trial)) break;
    ancestors.unshift(relativeAt(columns, placeOf(columns, next)));
  }
  const own = relativeAt(columns, placeOf(columns, trial));
  const root = own.origin === 'rerun' ? (ancestors.at(-1) ?? own) : own;
  const reruns = childrenOf(columns, root.trial).filter(({ origin }) => origin === 'rerun');
  return { ancestors, children: childrenOf(columns, trial), root, reruns };
}

function childrenOf(columns: TrialColumns, trial: number): Relative[] {
  const found: Relative[] = [];
  for (const [place, parent] of columns.parent.entries())
    if (parent === trial) found.push(relativeAt(columns, place));
  return found;
}

function parentOf(columns: TrialColumns, trial: number): number | undefined {
  const parent = columns.parent[placeOf(columns, trial)];
  const isThere = parent !== undefined && parent !== missingInteger && placeOf(columns, parent) >= 0;
  return isThere ? parent : undefined;
}

function relativeAt(columns: TrialColumns, place: number): Relative {
  return {
    trial: columns.trial[place] ?? 0,
    origin: originCodes[columns.origin[place] ?? 0] ?? 'sampled',
    value: columns.value[place] ?? Number.NaN,
  };
}
