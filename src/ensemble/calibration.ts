import { confidenceBin, confidenceBins } from '../metrics/confidence-bins.ts';
import { evaluate } from '../metrics/evaluate.ts';
import type { Predictions } from '../metrics/predictions.ts';
import type { Calibration } from '../reports/ensemble-report.ts';
import { chosenClass } from '../study/outputs/chosen-class.ts';

/** `probabilities` is [rows, classes], `y` [rows] holds class indices. */
export function calibrationOf(
  probabilities: Predictions,
  y: ArrayLike<number>,
  classes: readonly string[],
): Calibration {
  const { loss } = evaluate({ kind: 'classification', classes }, probabilities, y);
  return { nll: loss as number, ece: expectedCalibrationError(probabilities, y, classes.length) };
}

/**
 * The gap between confidence, the largest probability, and accuracy: the mean over bins ((bin − 1) / 15, bin / 15] of
 * their absolute difference, weighted by the examples in the bin.
 */
export function expectedCalibrationError(
  probabilities: Predictions,
  y: ArrayLike<number>,
  classes: number,
): number {
  const excess = new Float64Array(confidenceBins);
  for (let row = 0; row < y.length; row++) {
    const predicted = chosenClass(probabilities, row, classes);
    const confidence = probabilities[row * classes + predicted] as number;
    const bin = confidenceBin(confidence);
    excess[bin] = (excess[bin] as number) + confidence - (predicted === y[row] ? 1 : 0);
  }
  return excess.reduce((sum, each) => sum + Math.abs(each), 0) / y.length;
}
