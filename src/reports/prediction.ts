import type { RowNovelty } from './novelty.ts';

/** A model's prediction for one row. */
export interface Prediction {
  /** The series and the time of a window, or the `file` of an image, by their columns; other rows have none. */
  readonly key?: Readonly<Record<string, unknown>>;
  /** The class, or the value in the target's own units; of several targets each by name; of labels those that are predicted. */
  readonly prediction: string | number | Readonly<Record<string, string | number>> | readonly string[];
  /** Values by name, such as q05; of a quantile regression, whose prediction is the one nearest to the median. */
  readonly quantiles?: Readonly<Record<string, number>>;
  /** Those of the quantile regressions among several targets, by target and name. */
  readonly quantilesByTarget?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** By class or label; absent for a regression and for several targets. */
  readonly probabilities?: Readonly<Record<string, number>>;
  /** Probabilities of the classifications among several targets, by target and class. */
  readonly probabilitiesByTarget?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** The prediction interval of a regression, in the target's own units; present when a level was asked for. */
  readonly low?: number;
  readonly high?: number;
  /** The prediction set of a classification, perhaps empty; present when a level was asked for. */
  readonly set?: readonly string[];
  /** The prediction intervals of the regressions among several targets, by target; present when a level was asked for. */
  readonly intervalsByTarget?: Readonly<Record<string, { readonly low: number; readonly high: number }>>;
  /** The prediction sets of the classifications among several targets, by target, and of labels those of "0" and "1". */
  readonly setsByTarget?: Readonly<Record<string, readonly string[]>>;
  /** Values of the row that the training rows did not have; absent when there are none, and for images and tensors. */
  readonly novelty?: RowNovelty;
}

/** The rows of a table that have no window, and how its times go on. */
export interface WindowedRows {
  /** Number of rows that are left out because they have too few rows before them. */
  readonly tooFew: number;
  /** Number of rows that are left out because a row without a target is among those before them. */
  readonly interrupted: number;
  /** The rows to come that are not predicted, by the same reasons; present where rows to come were asked for. */
  readonly next?: { readonly tooFew: number; readonly interrupted: number };
  /** The target's column, where its past is an input. */
  readonly pastTarget?: string;
  /** A sentence that names the days of the rows to come, where these follow by months. */
  readonly nextDays?: string;
}
