import type { Predictions } from '../../training/metrics.ts';

/** What several models say of the rows of a split, taken together. */
export interface ClassOpinions {
  /** [rows, classes] mean probabilities. */
  readonly mean: Float64Array;
  /** Mean over the models of −ln of the given class's probability, a row. */
  readonly loss: Float64Array;
  /** Share of the models whose most probable class of a row is this one. */
  agreement(row: number, label: number): number;
}

/** Smaller probabilities are not told apart: their logarithm would be infinite. */
const smallestProbability = 1e-300;

/** `predictions` are [rows, classes] probabilities, an entry a model; `y` [rows] holds the given classes. */
export function classOpinions(
  predictions: readonly Predictions[],
  y: ArrayLike<number>,
  classes: number,
): ClassOpinions {
  const rows = y.length;
  const mean = new Float64Array(rows * classes);
  const loss = new Float64Array(rows);
  for (const each of predictions) {
    for (let cell = 0; cell < mean.length; cell++) {
      mean[cell] = (mean[cell] as number) + (each[cell] as number) / predictions.length;
    }
    for (let row = 0; row < rows; row++) {
      const given = each[row * classes + (y[row] as number)] as number;
      loss[row] = (loss[row] as number) - Math.log(Math.max(given, smallestProbability)) / predictions.length;
    }
  }
  const votesFor = (row: number, label: number) =>
    predictions.filter((each) => mostProbable(each, row, classes) === label).length;
  return { mean, loss, agreement: (row, label) => votesFor(row, label) / predictions.length };
}

/** The first of equals. */
export function mostProbable(probabilities: Predictions, row: number, classes: number): number {
  let best = 0;
  for (let label = 1; label < classes; label++) {
    const highest = probabilities[row * classes + best] as number;
    if ((probabilities[row * classes + label] as number) > highest) best = label;
  }
  return best;
}
