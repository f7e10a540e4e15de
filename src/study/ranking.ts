import type { Direction } from './objective.ts';
import type { Trial } from './trial.ts';

/** A trial that completed with a finite value. Only these are ranked, shown as best or put in an ensemble. */
export type RankedTrial = Trial & { readonly state: 'complete'; readonly value: number };

export function isRanked(trial: Trial): trial is RankedTrial {
  return trial.state === 'complete' && trial.value !== null && Number.isFinite(trial.value);
}

/**
 * A new array: complete trials best first, ties by number, those that break a constraint below all that do not; then all
 * others by number. A total order, so the ranking
 * does not depend on the order of the input.
 */
export function rankTrials(trials: readonly Trial[], direction: Direction): Trial[] {
  return trials.toSorted((one, other) => {
    if (!isRanked(one) || !isRanked(other)) {
      return Number(isRanked(other)) - Number(isRanked(one)) || one.trial - other.trial;
    }
    return compareRanks(one, other, direction);
  });
}

/** All that a complete trial is ranked by. */
export type Rank = Pick<RankedTrial, 'trial' | 'value' | 'infeasible'>;

/** Whether a trial of this rank may be among the best that keep their weights, whose last one is `lastKept` if known. */
export function mayKeepWeights(rank: Rank, lastKept: Rank | undefined, direction: Direction): boolean {
  return lastKept === undefined || compareRanks(rank, lastKept, direction) < 0;
}

/** Negative when `one` ranks above `other`. */
export function compareRanks(one: Rank, other: Rank, direction: Direction): number {
  const feasibleFirst = Number(one.infeasible ?? false) - Number(other.infeasible ?? false);
  const sign = direction === 'minimize' ? 1 : -1;
  return feasibleFirst || sign * (one.value - other.value) || one.trial - other.trial;
}
