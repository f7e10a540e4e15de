import type { Predictions } from '../../metrics/predictions.ts';
import type { LevelQuantile } from '../../study/outputs/conformal-quantiles.ts';

/** Columns besides the predictions themselves. */
export interface AddedColumns {
  /** A probability for each class or label; numbers have none. */
  readonly probabilities: boolean;
  /** The bounds of an interval, or a set of classes, by the conformal quantile of each target, or label, in their order. */
  readonly quantiles?: readonly LevelQuantile[] | undefined;
}

/** The added columns of one target. */
export interface AddedToTarget {
  readonly probabilities: boolean;
  readonly quantile?: LevelQuantile | undefined;
}

/** A column of predictions, and its cell for a row. */
export interface PredictedColumn {
  readonly name: string;
  cell(predictions: Predictions, row: number): unknown;
}
