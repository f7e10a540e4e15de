import type { GivenRow } from '../data/inputs/given-rows.ts';
import type { Prediction } from '../reports/prediction.ts';
import type { GivenArrays } from '../study/inputs/given-arrays.ts';
import type { Task } from '../study/pipeline.ts';

/** A tensor of TensorFlow.js, or a compatible object: [rows, ...inputShape], encoded as the model takes it. */
export interface TensorLike {
  readonly shape: readonly number[];
  dataSync(): ArrayLike<number>;
}

/** A model kept in memory for many predictions; concurrent callers may share it. */
export interface OpenModel {
  /** "trial 17", or "ensemble 'greedy'". */
  readonly name: string;
  readonly task: Task;
  /** The shape of one encoded example. */
  readonly inputShape: readonly number[];
  /**
   * Predictions for rows given by column, for images as bytes, for arrays by name, or for a tensor, in order. FaultsError
   * names the row that cannot be used.
   */
  predict(
    input: readonly GivenRow[] | readonly Uint8Array[] | GivenArrays | TensorLike,
  ): Promise<Prediction[]>;
  /** Frees the model once running predictions have ended; later ones are a UsageError. May be called again. */
  close(): Promise<void>;
}
