import type { Direction } from '../../study/objective.ts';

/** The output of `learning-curve --json`: a configuration's values with growing parts of the training rows. */
export interface LearningCurveReport {
  readonly study: string;
  readonly trial: number;
  /** The objective's metric. */
  readonly metric: string;
  readonly direction: Direction;
  /**
   * The parts where the split keeps groups whole or follows the time: shares of the groups, whose rows are means over the
   * repeats, or the latest rows.
   */
  readonly parts?: 'groups' | 'latest';
  readonly repeats: number;
  /** The number of validation rows of a repeat. */
  readonly judged: number;
  /** The confidence level of the intervals. */
  readonly level: number;
  readonly points: readonly LearningCurvePoint[];
  /** The number of training rows of each part that is left out, because it has fewer than `fewestRows`. */
  readonly omitted: readonly number[];
  readonly fewestRows: number;
  /** The metric with n training rows is limit ± scale · n^−exponent, + where it is minimised. */
  readonly fit: { readonly limit: number; readonly scale: number; readonly exponent: number };
  /** The fitted value with all rows that there are. */
  readonly current: PredictedPoint;
  /** With more rows than there are, if the curve goes on as it has. */
  readonly predictions: readonly PredictedPoint[];
  /**
   * Whether twice the rows would pay. `yes`: they take away at least a twentieth of the error, at the lower end of the
   * interval. `no`: less than that at its upper end. `unclear`: neither.
   */
  readonly pays: 'yes' | 'no' | 'unclear';
}

export interface LearningCurvePoint {
  readonly rows: number;
  /** One a repeat; null where the training failed. */
  readonly values: readonly (number | null)[];
  /** Null when none completed. */
  readonly mean: number | null;
}

export interface PredictedPoint {
  readonly rows: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
