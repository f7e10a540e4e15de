import { sortNumbers } from './sorting/sort-numbers.ts';

/** Products such as 100 × 0.55 are a little above the whole number that they stand for. */
const rounding = 1e-9;

/**
 * The place from 1 of the conformal quantile among `rows` scores in ascending order: ceil((rows + 1) × level), the
 * finite-sample correction (Vovk et al. 2005; Lei et al., JASA 2018). Above `rows` when there are too few.
 */
function rankOf(rows: number, level: number): number {
  return Math.ceil((rows + 1) * level - rounding);
}

/** The least number of scores that have a conformal quantile of this level, which is above 0 and below 1. */
export function neededScores(level: number): number {
  return Math.max(1, Math.ceil(level / (1 - level) - rounding));
}

/**
 * The score that a new one, exchangeable with `scores`, does not exceed with a probability of at least `level`;
 * undefined when there are too few scores. Does not change `scores`.
 */
export function conformalQuantile(scores: Float64Array, level: number): number | undefined {
  if (scores.length < neededScores(level)) return undefined;
  const rank = Math.min(scores.length, Math.max(1, rankOf(scores.length, level)));
  return sortNumbers(scores.slice())[rank - 1];
}
