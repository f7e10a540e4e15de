import type { Task } from '../data/dataset.ts';
import type { ThresholdRule } from '../metrics/decision-threshold.ts';
import type { OwnMetric } from '../metrics/own-metric.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { rowsOf } from '../study/outputs/task-widths.ts';
import type { Weights } from '../training/combine.ts';

/** The input of a method: the candidates' predictions for labelled examples, never of the test split. */
export interface LabelledPredictions {
  readonly task: Task;
  /** A validation metric of the catalogue or of `own`. */
  readonly metric: string;
  /** The metrics of the study's module. */
  readonly own?: readonly OwnMetric[] | undefined;
  /** Best first. */
  readonly candidates: readonly Predictions[];
  /** Class indices, or scaled targets, as in a Split. */
  readonly y: Float32Array;
  /** The rows' weights in the metric. */
  readonly weight?: Float64Array | undefined;
  /** Threshold of the predictions that the metric measures; only with two classes. */
  readonly threshold?: ThresholdRule['threshold'];
  /** Each candidate's rank among equal ones, of which the lowest wins; default: the earlier candidate. */
  readonly precedence?: Precedence;
  /** Seeds all randomness. */
  readonly seed: number;
}

export type Precedence = readonly number[];

/** Weights that give at most `size` candidates a share, for a size from one to the number of candidates. */
export type WeightsBySize = (size: number) => Weights;

/** Finds weights from labelled predictions; equal predictions give equal weights. */
export type EnsembleWeigher = (examples: LabelledPredictions) => WeightsBySize;

/** The same candidates on a subset of the examples. */
export function someRows(examples: LabelledPredictions, rows: readonly number[]): LabelledPredictions {
  const { candidates, y, weight, task } = examples;
  const all = rowsOf(task, y);
  return {
    ...examples,
    candidates: candidates.map((each) => valuesOf(each, rows, each.length / all)),
    y: valuesOf(y, rows, y.length / all),
    weight: weight && Float64Array.from(rows, (row) => weight[row] as number),
  };
}

function valuesOf<Values extends Float32Array | Float64Array>(
  values: Values,
  rows: readonly number[],
  width: number,
): Values {
  const some = new (values.constructor as new (length: number) => Values)(rows.length * width);
  rows.forEach((row, position) => {
    some.set(values.subarray(row * width, (row + 1) * width), position * width);
  });
  return some;
}
