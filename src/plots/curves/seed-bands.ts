import type { CurveColumns } from '../columns/curve-columns.ts';
import { originCodes, type TrialColumns } from '../columns/trial-columns.ts';
import { curveOf } from './ordered-curves.ts';

/** The curves of one configuration over several seeds: a trial and its reruns. */
export interface SeedBand {
  /** The trial whose configuration the others have. */
  readonly trial: number;
  readonly members: readonly number[];
  readonly epochs: readonly number[];
  /** By epoch, over the members that have it, of which there are at least two. */
  readonly lowest: readonly number[];
  readonly mean: readonly number[];
  readonly highest: readonly number[];
}

/** The bands of these trials that have reruns, or are reruns; each group once, in the order of its first trial. */
export function seedBands(curves: CurveColumns, trials: TrialColumns, wanted: readonly number[]): SeedBand[] {
  const parents = new Map<number, number>();
  const rerun = originCodes.indexOf('rerun');
  for (const [place, trial] of trials.trial.entries()) {
    if (trials.origin[place] === rerun) parents.set(trial, trials.parent[place] as number);
  }
  const rootOf = (trial: number): number => {
    const parent = parents.get(trial);
    return parent === undefined || parent >= trial ? trial : rootOf(parent);
  };
  const groups = new Map<number, number[]>();
  for (const trial of parents.keys()) {
    const root = rootOf(trial);
    groups.set(root, [...(groups.get(root) ?? [root]), trial]);
  }
  return [...new Set(wanted.map(rootOf))].flatMap((root) => {
    const members = groups.get(root);
    const band = members && bandOf(curves, root, members);
    return band === undefined || band.epochs.length === 0 ? [] : [band];
  });
}

function bandOf(curves: CurveColumns, trial: number, members: readonly number[]): SeedBand {
  const byEpoch = new Map<number, number[]>();
  for (const member of members) {
    const curve = curveOf(curves, member);
    for (const [at, epoch] of curve?.epoch.entries() ?? []) {
      const value = curve?.value[at] as number;
      if (!Number.isNaN(value)) byEpoch.set(epoch, [...(byEpoch.get(epoch) ?? []), value]);
    }
  }
  const shared = [...byEpoch].filter(([, values]) => values.length > 1).sort(([one], [other]) => one - other);
  return {
    trial,
    members,
    epochs: shared.map(([epoch]) => epoch),
    lowest: shared.map(([, values]) => Math.min(...values)),
    mean: shared.map(([, values]) => values.reduce((sum, value) => sum + value, 0) / values.length),
    highest: shared.map(([, values]) => Math.max(...values)),
  };
}
