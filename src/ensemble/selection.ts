import type { Precedence } from './method.ts';

/** Lower is better. */
export type Score = (mean: Float64Array) => number;

/** Candidates in the order of their picks; a candidate may be picked again. */
export interface Selection {
  readonly picks: readonly number[];
  /** The score of the first pick, of the first two, … */
  readonly scores: readonly number[];
}

/** Scores with a smaller relative difference are equal up to rounding: (p + p + p) / 3 is not always p. */
const rounding = 1e-12;

/**
 * Forward selection with replacement (Caruana et al., ICML 2004). Sorted start: the number of best single candidates
 * that gives the best mean. Then each round adds the candidate that improves the mean's score most, and the best prefix
 * is kept. Of equal ones an already picked candidate wins, then the one of the lowest precedence.
 */
export function selectGreedily(
  candidates: readonly Float64Array[],
  score: Score,
  rounds: number,
  precedence: Precedence = inOrder(candidates),
): Selection {
  const start = sortedStart(candidates, score, rounds, precedence);
  const picks = [...start.picks];
  const scores = [...start.scores];
  const sum = new Float64Array(candidates[0]?.length ?? 0);
  const mean = new Float64Array(sum.length);
  for (const pick of picks) add(sum, candidates[pick] as Float64Array);
  while (picks.length < rounds) {
    const tried = candidates.map((each) => score(meanWith(sum, each, picks.length + 1, mean)));
    const equals = lowest(tried, precedence);
    const pick = equals.find((index) => picks.includes(index)) ?? equals[0];
    if (pick === undefined) break;
    add(sum, candidates[pick] as Float64Array);
    picks.push(pick);
    scores.push(tried[pick] as number);
  }
  return bestPrefix({ picks, scores });
}

/** The best candidate, the two best, … up to `size`: the group with the best mean. */
export function sortedStart(
  candidates: readonly Float64Array[],
  score: Score,
  size: number,
  precedence: Precedence = inOrder(candidates),
): Selection {
  const singles = candidates.map((each) => known(score(each)));
  const picks = [...singles.keys()]
    .sort(
      (one, other) =>
        (singles[one] as number) - (singles[other] as number) || byPrecedence(precedence)(one, other),
    )
    .slice(0, size);
  const sum = new Float64Array(candidates[0]?.length ?? 0);
  const scores = picks.map((pick, index) => {
    add(sum, candidates[pick] as Float64Array);
    return score(sum.map((value) => value / (index + 1)));
  });
  return bestPrefix({ picks, scores });
}

function bestPrefix({ picks, scores }: Selection): Selection {
  const length = (lowest(scores)[0] ?? -1) + 1;
  return { picks: picks.slice(0, length), scores: scores.slice(0, length) };
}

/** The indices of the lowest score and of those equal to it up to rounding, by precedence. */
export function lowest(scores: readonly number[], precedence: Precedence = inOrder(scores)): number[] {
  const best = Math.min(...scores.map(known));
  const limit = best + rounding * Math.abs(best);
  const equals = scores.flatMap((score, index) => (known(score) <= limit ? [index] : []));
  return equals.sort(byPrecedence(precedence));
}

/** Compares two candidates by their rank among equal ones. */
export function byPrecedence(precedence: Precedence): (one: number, other: number) => number {
  return (one, other) => (precedence[one] as number) - (precedence[other] as number);
}

export function inOrder(candidates: readonly unknown[]): Precedence {
  return candidates.map((_, index) => index);
}

/** NaN counts as the highest score. */
function known(score: number): number {
  return Number.isNaN(score) ? Number.POSITIVE_INFINITY : score;
}

/** Each candidate's share of the picks. */
export function sharesOf(picks: readonly number[], candidates: number): number[] {
  const counts = new Array<number>(candidates).fill(0);
  for (const pick of picks) counts[pick] = (counts[pick] as number) + 1;
  return counts.map((count) => count / picks.length);
}

/** Written to `mean`: allocating an array for each candidate of each round would take longer than the score. */
function meanWith(sum: Float64Array, extra: Float64Array, count: number, mean: Float64Array): Float64Array {
  for (let at = 0; at < sum.length; at++) mean[at] = ((sum[at] as number) + (extra[at] as number)) / count;
  return mean;
}

function add(sum: Float64Array, extra: Float64Array): void {
  for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] as number) + (extra[at] as number);
}
