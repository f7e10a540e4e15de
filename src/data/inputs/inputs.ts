import type { Novelty, RowNovelty } from '../../reports/novelty.ts';
import type { WindowedRows } from '../../reports/prediction.ts';
import type { Pipeline } from '../../study/pipeline.ts';

/** Most rows of a batch of a table, of windows or of arrays. */
export const batchRows = 2048;

/** A batch of encoded rows. */
export interface InputBatch {
  readonly rows: number;
  /** [rows, ...inputShape], row-major. */
  readonly x: Float32Array;
  /** [rows, targets], class indices, scaled targets or labels; present when the target was requested. */
  readonly y?: Float32Array;
  /** [rows] weights of the metrics; present when the target was requested and the pipeline names their column. */
  readonly weight?: Float64Array;
  /** Values that the training rows did not have, by the row's index in the batch; absent for images. */
  readonly novelty?: ReadonlyMap<number, RowNovelty>;
  /** The raw cells of the rows: [rows][names]. */
  readonly cells: readonly (readonly unknown[])[];
  /** The position of each row, as its source counts. */
  readonly places?: ArrayLike<number>;
  /** The series and the time of each window, or the file of each image, [rows][keyNames]. */
  readonly keys?: readonly (readonly unknown[])[];
}

/** Rows to predict, from any source. */
export interface Inputs {
  /** Names of the `cells`: the columns of a table, the `file` of an image. */
  readonly names: readonly string[];
  /** Iterate once, in order; a row that cannot be used raises FaultsError. */
  readonly batches: AsyncIterable<InputBatch>;
  /** Values of the rows so far that the training rows did not have; absent for images. */
  novelty?(): Novelty;
  /** The columns of the series and the time of windows, of which some rows have none; `file` of images. */
  readonly keyNames?: readonly string[];
  /** Where the inputs are windows; known after the first batch. */
  windowed?(): WindowedRows;
  /** A sentence that says what of the input is left out. */
  readonly note?: string;
  /** Number, so far, of rows that were left out because they have no target. */
  readonly labelled?: { readonly leftOut: number };
}

export interface InputRequest {
  readonly pipeline: Pipeline;
  /** The target's column, if it is to be read too; any name where there are several targets, whose names are known. */
  readonly target?: string | undefined;
  /** Bounds numbers and dates to the training ranges. */
  readonly clip?: boolean;
  /** Where the inputs are windows: also those of the rows that would follow the last one of each series. */
  readonly next?: boolean;
  /** Resize images to the model's size; else those of other sizes are refused. */
  readonly resizes?: boolean;
}
