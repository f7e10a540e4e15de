import type { GivenRow } from '../data/inputs/given-rows.ts';
import type { Prediction } from '../reports/prediction.ts';
import type { Task } from '../study/pipeline.ts';

/** A tensor of TensorFlow.js, or anything like it: [rows, ...inputShape], encoded as the model takes it. */
export interface TensorLike {
  readonly shape: readonly number[];
  dataSync(): ArrayLike<number>;
}

/** A model that stays in memory, for many predictions; it may be shared by concurrent callers. */
export interface OpenModel {
  /** "trial 17", or "ensemble 'greedy'". */
  readonly name: string;
  readonly task: Task;
  /** The shape of one example as it enters the net. */
  readonly inputShape: readonly number[];
  /**
   * The predictions for rows by column, for PNG and JPEG images as bytes, or for a tensor, in their order. FaultsError names
   * the row that cannot be used.
   */
  predict(input: readonly GivenRow[] | readonly Uint8Array[] | TensorLike): Promise<Prediction[]>;
  /** Frees the model once the predictions that run have ended; later ones are a UsageError. May be called again. */
  close(): Promise<void>;
}
