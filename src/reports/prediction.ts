import type { RowNovelty } from './novelty.ts';

/** A model's prediction for one row. */
export interface Prediction {
  /** The class, or the value in the target's own units. */
  readonly prediction: string | number;
  /** By class; absent for a regression. */
  readonly probabilities?: Readonly<Record<string, number>>;
  /** The prediction interval of a regression, in the target's own units; present when a level was asked for. */
  readonly low?: number;
  readonly high?: number;
  /** The prediction set of a classification, perhaps empty; present when a level was asked for. */
  readonly set?: readonly string[];
  /** What the row has that the training rows had not; absent when there is nothing, and for images and tensors. */
  readonly novelty?: RowNovelty;
}
