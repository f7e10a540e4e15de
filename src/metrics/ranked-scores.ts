import { meanOf } from '../statistics/mean.ts';
import type { ClassExamples, Measure, RowWeights } from './metric.ts';

/** All rows, ranked by descending score of one class. */
export interface RankedScores {
  /** [rows] row numbers. */
  readonly order: Uint32Array;
  /** [rows] in ranked order: 1 when the row belongs to the class. */
  readonly isPositive: Uint8Array;
  /** [rows] in ranked order: 1 when the next row has a lower score. */
  readonly endsTie: Uint8Array;
}

/** Ranks the rows by the probability of class `c`. */
function rankScores({ classes, labels, probabilities }: ClassExamples, c: number): RankedScores {
  const scores = Float64Array.from(labels, (_, row) => probabilities[row * classes + c] as number);
  const order = Uint32Array.from(scores.keys()).sort(
    (one, other) => (scores[other] as number) - (scores[one] as number),
  );
  return {
    order,
    isPositive: Uint8Array.from(order, (row) => (labels[row] === c ? 1 : 0)),
    endsTie: Uint8Array.from(order, (row, at) => (scores[row] === scores[order[at + 1] ?? -1] ? 0 : 1)),
  };
}

/**
 * Calls `use` with the cumulative weights of positive and negative rows at the end of each group of equal scores. No
 * generator: it would make a metric several times slower, which resampling measures thousands of times.
 */
export function eachThreshold(
  { order, isPositive, endsTie }: RankedScores,
  weights: RowWeights | undefined,
  use: (positives: number, negatives: number) => void,
): void {
  let positives = 0;
  let negatives = 0;
  for (let at = 0; at < order.length; at++) {
    const weight = weights?.[order[at] as number] ?? 1;
    if (isPositive[at] === 1) positives += weight;
    else negatives += weight;
    if (endsTie[at] === 1) use(positives, negatives);
  }
}

/**
 * The second class against the first when there are two classes, else the unweighted mean of one-vs-rest. A class for
 * which `score` is undefined, such as one without rows, is left out; `fallback` when all are.
 */
export function oneVersusRest(
  examples: ClassExamples,
  score: (ranked: RankedScores, weights?: RowWeights) => number | undefined,
  fallback: number,
): Measure {
  const { classes } = examples;
  const scored = classes === 2 ? [1] : Array.from({ length: classes }, (_, c) => c);
  const ranked = scored.map((c) => rankScores(examples, c));
  return (weights) => {
    const scores = ranked.map((each) => score(each, weights)).filter((each) => each !== undefined);
    return scores.length === 0 ? fallback : meanOf(scores);
  };
}
