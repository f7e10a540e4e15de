/** A tenth of the trials count as the best; of fewer than 150 trials 15, but at most a quarter (docs/search.md). */
const usualShare = 0.1;
const fewestBest = 15;
const largestShare = 0.25;

/** Fewer best trials with a parameter show no range of it. */
export const fewestToRange = 4;
/** The fewest trials of which that many count as the best, where a part of one counts as one. */
export const fewestToRefine = Math.floor((fewestToRange - 1) / largestShare) + 1;

/** The share of a number of trials that counts as the best. */
export function bestShareOf(trials: number): number {
  return Math.max(usualShare, Math.min(largestShare, fewestBest / trials));
}
