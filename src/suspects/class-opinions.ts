import { logProbability, type Predictions } from '../metrics/predictions.ts';
import { chosenClass } from '../study/outputs/chosen-class.ts';

/** The combined predictions of several models for the rows of a split. */
export interface ClassOpinions {
  /** [rows, classes] mean probabilities. */
  readonly mean: Float64Array;
  /** Per row, the mean over the models of −ln of the given class's probability. */
  readonly loss: Float64Array;
  /** Share of the models whose most probable class of a row is this one. */
  agreement(row: number, label: number): number;
}

/** `predictions` has one [rows, classes] array of probabilities per model; `y` [rows] holds the given classes. */
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
      loss[row] = (loss[row] as number) - logProbability(given) / predictions.length;
    }
  }
  const votesFor = (row: number, label: number) =>
    predictions.filter((each) => chosenClass(each, row, classes) === label).length;
  return { mean, loss, agreement: (row, label) => votesFor(row, label) / predictions.length };
}
