import { stateCodes, type TrialColumns, trialFlags } from '../../../plots/columns/trial-columns.ts';
import type { StudyHead } from '../../../plots/study-head.ts';

/** States by their rank in a table of all trials. */
const ranks: Readonly<Record<(typeof stateCodes)[number], number>> = {
  ...{ complete: 0, pruned: 2, running: 3, failed: 4, waiting: 5 },
};

/** The places of all trials: complete ones first, best first, those that break a constraint behind them, ties by number. */
export function trialOrder({ objective }: StudyHead, { trial, state, flags, value }: TrialColumns): number[] {
  const rankOf = (place: number) => {
    const name = stateCodes[state[place] as number] ?? 'waiting';
    const isInfeasible = ((flags[place] as number) & trialFlags.infeasible) !== 0;
    return ranks[name] + (name === 'complete' && isInfeasible ? 1 : 0);
  };
  const sign = objective.direction === 'minimize' ? 1 : -1;
  const keyOf = (place: number) => {
    const own = value[place] as number;
    return Number.isNaN(own) ? Number.POSITIVE_INFINITY : sign * own;
  };
  return Array.from(trial.keys(), (place) => ({ place, rank: rankOf(place), key: keyOf(place) }))
    .sort((one, other) => one.rank - other.rank || compare(one.key, other.key) || one.place - other.place)
    .map(({ place }) => place);
}

/** Two infinite keys are equal, although their difference is no number. */
function compare(one: number, other: number): number {
  return one === other ? 0 : one - other;
}
