/** How a raw row becomes the numbers that enter the net; fitted on the training split alone and stored as JSON. */
export type Preprocessing =
  | { readonly kind: 'table'; readonly columns: readonly ColumnTransform[] }
  | { readonly kind: 'image'; readonly divisor: number };

export type ColumnTransform =
  | {
      readonly kind: 'number';
      readonly name: string;
      /** Put in the place of a missing cell: the training split's median. */
      readonly fill: number;
      readonly shift: number;
      readonly scale: number;
    }
  /** One-hot, in this order; a category not seen in training, and a missing cell, are all zeros. */
  | { readonly kind: 'category'; readonly name: string; readonly values: readonly string[] };

/** What is predicted. Regression targets enter the net as (y − mean) / std and leave it scaled back. */
export type Task =
  | { readonly kind: 'classification'; readonly classes: readonly string[] }
  | { readonly kind: 'regression'; readonly target: string; readonly mean: number; readonly std: number };

/** All that a model needs to know of its data to predict rows that it has not seen. Plain JSON. */
export interface Pipeline {
  readonly task: Task;
  /** [features] or [height, width, channels]. */
  readonly inputShape: readonly number[];
  readonly preprocessing: Preprocessing;
  /** The target's column; absent for images. */
  readonly target?: string;
  /** What the brightest pixel is, of images. */
  readonly pixelMaximum?: number;
  /** Images of other sizes were brought to this one. */
  readonly isResized?: boolean;
}
