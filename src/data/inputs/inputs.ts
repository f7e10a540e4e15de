import type { Pipeline } from '../../study/pipeline.ts';

/** Some rows as they enter a net. */
export interface InputBatch {
  readonly rows: number;
  /** [rows, ...inputShape], row-major. */
  readonly x: Float32Array;
  /** [rows], a class index or the scaled target; where the target was asked for. */
  readonly y?: Float32Array;
  /** The rows as their source has them: [rows][names]. */
  readonly cells: readonly (readonly unknown[])[];
}

/** Rows to predict, from whatever holds them. */
export interface Inputs {
  /** What `cells` hold: the columns of a table, the `file` of an image. */
  readonly names: readonly string[];
  /** Once, in order; a row that cannot be used raises FaultsError. */
  readonly batches: AsyncIterable<InputBatch>;
  /** So far, by column: cells with a category that training did not know. */
  readonly unknownCategories: ReadonlyMap<string, number>;
}

export interface InputRequest {
  readonly pipeline: Pipeline;
  /** The column that holds the target, where that is wanted too. */
  readonly target?: string | undefined;
  /** Brings images to the model's size; others are refused. */
  readonly resizes?: boolean;
}
