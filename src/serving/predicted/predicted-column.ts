import type { Predictions } from '../../metrics/predictions.ts';
import type { LevelQuantile } from '../../study/outputs/prediction-region.ts';

/** Columns besides the predictions themselves. */
export interface AddedColumns {
  /** A probability for each class or label; numbers have none. */
  readonly probabilities: boolean;
  /** The bounds of an interval, or a set of classes, by this conformal quantile; of one target only. */
  readonly quantile?: LevelQuantile | undefined;
}

/** A column of predictions, and its cell for a row. */
export interface PredictedColumn {
  readonly name: string;
  cell(predictions: Predictions, row: number): unknown;
}
