/** The transformation of a raw row into the network's inputs; fitted on the training split alone, stored as JSON. */
export type Preprocessing =
  | { readonly kind: 'table'; readonly columns: readonly ColumnTransform[] }
  | { readonly kind: 'image'; readonly divisor: number };

export type ColumnTransform =
  | {
      readonly kind: 'number';
      readonly name: string;
      /** Replaces a missing cell: the training split's median. */
      readonly fill: number;
      readonly shift: number;
      readonly scale: number;
    }
  /** One-hot, in this order; a missing cell and a category that training did not see become all zeros. */
  | { readonly kind: 'category'; readonly name: string; readonly values: readonly string[] };

/** The prediction task. */
export type Task =
  | {
      readonly kind: 'classification';
      readonly classes: readonly string[];
      /** The least probability of the second of two classes that predicts it; absent for the most probable class. */
      readonly threshold?: number;
    }
  | {
      /** Targets are transformed and standardised, (t − mean) / std; predictions are scaled back (target-scale.ts). */
      readonly kind: 'regression';
      readonly target: string;
      readonly mean: number;
      readonly std: number;
      /** Absent when the target itself is standardised. */
      readonly transform?: TargetTransform;
    };

/**
 * A power is that of Yeo and Johnson. A lambda whose transform has a bounded range has `low` or `high`, which limits
 * the predictions to one range of the training targets beyond the least or the largest of them.
 */
export type TargetTransform =
  | { readonly kind: 'log' }
  | { readonly kind: 'log1p' }
  | { readonly kind: 'power'; readonly lambda: number; readonly low?: number; readonly high?: number };

/** All that a model needs in order to predict new rows. Plain JSON. */
export interface Pipeline {
  readonly task: Task;
  /** [features] or [height, width, channels]. */
  readonly inputShape: readonly number[];
  readonly preprocessing: Preprocessing;
  /** The target's column; absent for images. */
  readonly target?: string;
  /** The column of the rows' weights, if metrics are weighted. */
  readonly weight?: string;
  /** For images: the maximum value of a pixel. */
  readonly pixelMaximum?: number;
  /** True when images of other sizes were resized to this one. */
  readonly isResized?: boolean;
}
