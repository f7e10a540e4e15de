/**
 * Predictions of one model on one split: [rows, classes] probabilities or [rows] values, flattened. An ensemble's
 * prediction is the weighted mean of its members'.
 */
export type Predictions = Float64Array;

/** Lower is better. */
export type Score = (predictions: Predictions) => number;

/** Candidates in the order in which they were picked; one may be picked again. */
export interface Selection {
  readonly picks: readonly number[];
  /** The score of the first pick, of the first two, … */
  readonly scores: readonly number[];
}

/** Scores that differ by less than this share differ by the rounding of a mean: (p + p + p) / 3 is not always p. */
const rounding = 1e-12;

/** All candidates, each once, in their own order. */
export function selectAll(candidates: readonly Predictions[], score: Score): Selection {
  const picks = candidates.map((_, index) => index);
  return { picks, scores: picks.map((index) => score(meanOf(candidates, picks.slice(0, index + 1)))) };
}

/**
 * Forward selection with replacement (Caruana et al., ICML 2004): starts with the best single candidate, adds in each
 * round the one that makes the mean's score best, and keeps the best prefix. Of equals the one picked already wins,
 * then the earlier.
 */
export function selectGreedily(candidates: readonly Predictions[], score: Score, rounds: number): Selection {
  const picks: number[] = [];
  const scores: number[] = [];
  const sum = new Float64Array(candidates[0]?.length ?? 0);
  while (picks.length < rounds) {
    const tried = candidates.map((each) => score(meanWith(sum, each, picks.length + 1)));
    const equals = lowest(tried);
    const pick = equals.find((index) => picks.includes(index)) ?? equals[0];
    if (pick === undefined) break;
    add(sum, candidates[pick] as Predictions);
    picks.push(pick);
    scores.push(tried[pick] as number);
  }
  const length = (lowest(scores)[0] ?? -1) + 1;
  return { picks: picks.slice(0, length), scores: scores.slice(0, length) };
}

/** Where the lowest score stands, and those that equal it but for rounding. A score that is not a number is the highest. */
function lowest(scores: readonly number[]): number[] {
  const known = scores.map((score) => (Number.isNaN(score) ? Number.POSITIVE_INFINITY : score));
  const best = Math.min(...known);
  const limit = best + rounding * Math.abs(best);
  return known.flatMap((score, index) => (score <= limit ? [index] : []));
}

/** The mean of the picked candidates' predictions; one that was picked twice counts twice. */
export function meanOf(candidates: readonly Predictions[], picks: readonly number[]): Predictions {
  const sum = new Float64Array(candidates[0]?.length ?? 0);
  for (const pick of picks) add(sum, candidates[pick] as Predictions);
  return sum.map((value) => value / picks.length);
}

/** Each picked candidate once, with its share of the picks, the heaviest first. */
export function weightsOf(picks: readonly number[]): { candidate: number; weight: number }[] {
  const candidates = [...new Set(picks)];
  return candidates
    .map((candidate) => ({
      candidate,
      weight: picks.filter((pick) => pick === candidate).length / picks.length,
    }))
    .sort((one, other) => other.weight - one.weight || one.candidate - other.candidate);
}

function meanWith(sum: Predictions, extra: Predictions, count: number): Predictions {
  return sum.map((value, index) => (value + (extra[index] as number)) / count);
}

function add(sum: Predictions, extra: Predictions): void {
  extra.forEach((value, index) => {
    sum[index] = (sum[index] as number) + value;
  });
}
