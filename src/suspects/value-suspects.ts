import type { Predictions } from '../metrics/predictions.ts';
import { meanOf } from '../statistics/mean.ts';
import { medianOf } from '../statistics/median.ts';
import { robustScaleOf, zScore } from './robust-scale.ts';

/** Several models' predictions of a row's value, in the target's units. */
export interface ValueOpinion {
  /** The row's index in the split. */
  readonly place: number;
  readonly given: number;
  /** The models' mean. */
  readonly predicted: number;
  /** Mean squared residual. */
  readonly loss: number;
  /** Median over the models of the residual's robust z-score. */
  readonly z: number;
  /** Share of the models for which the residual is an outlier. */
  readonly agreement: number;
  /** True when all models err in the same direction. */
  readonly isOneSided: boolean;
}

/** A robust z-score beyond it is an outlier (Iglewicz and Hoaglin, "How to Detect and Handle Outliers", 1993). */
const outlierScore = 3.5;

/** One opinion per row, in the split's order. `predictions` has one [rows] array per model; `given` is [rows]. */
export function valueOpinions(predictions: readonly Predictions[], given: Float64Array): ValueOpinion[] {
  const scores = predictions.map((predicted) => {
    const residuals = given.map((value, row) => value - (predicted[row] as number));
    const scale = robustScaleOf(residuals);
    return residuals.map((residual) => zScore(residual, scale));
  });
  return Array.from(given, (value, place) => {
    const predicted = predictions.map((each) => each[place] as number);
    const residuals = predicted.map((each) => value - each);
    const z = scores.map((each) => each[place] as number);
    const sides = new Set(residuals.map(Math.sign));
    return {
      place,
      given: value,
      predicted: meanOf(predicted),
      loss: meanOf(residuals.map((residual) => residual ** 2)),
      z: medianOf(Float64Array.from(z)),
      agreement: z.filter((score) => Math.abs(score) > outlierScore).length / z.length,
      isOneSided: sides.size === 1,
    };
  });
}

/**
 * Rows whose value is probably wrong, most suspicious first: all models err in the same direction, and for more than
 * half of them the row's residual is an outlier.
 */
export function doubtedValues(opinions: readonly ValueOpinion[]): ValueOpinion[] {
  const weight = ({ z, agreement }: ValueOpinion) => Math.abs(z) * agreement;
  return opinions
    .filter(({ isOneSided, agreement }) => isOneSided && agreement > 0.5)
    .sort((one, other) => weight(other) - weight(one) || one.place - other.place);
}
