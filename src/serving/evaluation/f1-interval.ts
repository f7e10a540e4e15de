import type { Measured } from '../../reports/evaluation-report.ts';
import { bootstrap } from '../../statistics/bootstrap.ts';
import { meanOf } from '../../statistics/mean.ts';
import type { Random } from '../../statistics/random.ts';
import { betaInterval } from '../../statistics/share-interval.ts';

/** Class indices, row by row. */
export interface LabelledRows {
  readonly classes: number;
  readonly given: Int32Array;
  readonly predicted: Int32Array;
}

/**
 * Macro F1, and the interval from beta distributions with the mean and variance of 1 − F1: the formula of an exact
 * interval for a share, which F1 nearly is. The variance is that of the rows' influences (Takahashi et al., Applied
 * Intelligence 2022) or of bootstrap samples, whichever is larger; one more error is added to the upper bound of 1 −
 * F1. Classes with few rows bias F1 downwards by as much as resampling lowers it again: that widens the other bound.
 */
export function measureF1(rows: LabelledRows, random: Random, samples: number): Measured {
  const value = macroF1(rows);
  const { bias, variance: resampled } = resample(rows, value, random, samples);
  const { variance, error, largestError } = influences(rows);
  const { low, high } = betaInterval(
    { mean: 1 - value - bias, variance: Math.max(variance, resampled) + largestError * error },
    { mean: 1 - value + error, variance: variance + error * error },
  );
  // Rounding may put either bound beyond the value.
  return { value, low: Math.min(value, 1 - high), high: Math.max(value, 1 - Math.max(0, low)) };
}

interface Counts {
  readonly hits: Int32Array;
  /** For each class, the count of its labels plus that of its predictions. */
  readonly seen: Int32Array;
}

function countsOf({ classes, given, predicted }: LabelledRows, weights?: ArrayLike<number>): Counts {
  const hits = new Int32Array(classes);
  const seen = new Int32Array(classes);
  for (let row = 0; row < given.length; row++) {
    const weight = weights?.[row] ?? 1;
    const [label, guess] = [given[row] as number, predicted[row] as number];
    if (label === guess) hits[label] = (hits[label] as number) + weight;
    seen[label] = (seen[label] as number) + weight;
    seen[guess] = (seen[guess] as number) + weight;
  }
  return { hits, seen };
}

/** The mean of 2 × hits / (labels + predictions) over the classes that occur in either. */
function meanScore({ hits, seen }: Counts): number {
  let sum = 0;
  let classes = 0;
  seen.forEach((count, label) => {
    if (count === 0) return;
    classes++;
    sum += (2 * (hits[label] as number)) / count;
  });
  return sum / classes;
}

function macroF1(rows: LabelledRows): number {
  return meanScore(countsOf(rows));
}

/** The bias of F1 in samples relative to their source, and its variance. */
function resample(
  rows: LabelledRows,
  value: number,
  random: Random,
  samples: number,
): { bias: number; variance: number } {
  const [scores = new Float64Array()] = bootstrap({ rows: rows.given.length, samples }, random, [
    (weights) => meanScore(countsOf(rows, weights)),
  ]);
  const distances = scores.map((score) => score - value);
  const mean = meanOf(distances);
  const square = meanOf(distances.map((distance) => distance * distance));
  return { bias: Math.max(0, -mean), variance: square - mean * mean };
}

/** The variance of F1 from the rows' influences, and the influence of one more error. */
function influences(rows: LabelledRows): { variance: number; error: number; largestError: number } {
  const { given, predicted } = rows;
  const { hits, seen } = countsOf(rows);
  const present = seen.reduce((count, each) => count + (each > 0 ? 1 : 0), 0);
  const scores = Float64Array.from(hits, (count, label) => (2 * count) / Math.max(1, seen[label] as number));
  const weights = Float64Array.from(seen, (count) => 1 / Math.max(1, count) / present);
  let squares = 0;
  let errorSquares = 0;
  let largestError = 0;
  given.forEach((label, row) => {
    const guess = predicted[row] as number;
    const [own, other] = [weights[label] as number, weights[guess] as number];
    const lost = own * (scores[label] as number) + other * (scores[guess] as number);
    squares += ((label === guess ? 2 * own : 0) - lost) ** 2;
    // A class has nearly as many predictions as labels: an error costs two halves of a row's share.
    const error = Math.min(2 * own, 1 / present);
    errorSquares += error * error;
    largestError = Math.max(largestError, error);
  });
  const { length } = given;
  return {
    variance: (squares * length) / Math.max(1, length - 1),
    error: Math.sqrt(errorSquares / length),
    largestError,
  };
}
