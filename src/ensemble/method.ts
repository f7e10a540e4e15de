import type { Task } from '../data/dataset.ts';
import type { Predictions } from '../metrics/predictions.ts';
import type { ValidationMetric } from '../metrics/validation-metric.ts';
import type { Weights } from '../training/combine.ts';

/** All that a method may know: what the candidates say of labelled examples, never of the test split. */
export interface LabelledPredictions {
  readonly task: Task;
  readonly metric: ValidationMetric;
  /** Best first. */
  readonly candidates: readonly Predictions[];
  /** Class indices, or scaled targets, as in a Split. */
  readonly y: Float32Array;
  /** Whatever is drawn follows from it. */
  readonly seed: number;
}

/** Weights that give at most `size` candidates a share, for a size of one to as many as there are candidates. */
export type WeightsBySize = (size: number) => Weights;

/** Looks at labelled predictions and says how to combine candidates. The same predictions, the same weights. */
export type EnsembleWeigher = (examples: LabelledPredictions) => WeightsBySize;

/** The same candidates on some of the examples. */
export function someRows(examples: LabelledPredictions, rows: readonly number[]): LabelledPredictions {
  const { candidates, y } = examples;
  return {
    ...examples,
    candidates: candidates.map((each) => predictionsOf(each, rows, each.length / y.length)),
    y: Float32Array.from(rows, (row) => y[row] as number),
  };
}

function predictionsOf(predictions: Predictions, rows: readonly number[], width: number): Predictions {
  const some = new Float64Array(rows.length * width);
  rows.forEach((row, position) => {
    some.set(predictions.subarray(row * width, (row + 1) * width), position * width);
  });
  return some;
}
