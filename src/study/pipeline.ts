import type { TextLayout } from './study-spec.ts';

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

/** The prediction task. Regression targets are standardised, (y − mean) / std; predictions are scaled back. */
export type Task =
  | { readonly kind: 'classification'; readonly classes: readonly string[] }
  | { readonly kind: 'regression'; readonly target: string; readonly mean: number; readonly std: number };

/** All that a model needs in order to predict new rows. Plain JSON. */
export interface Pipeline {
  readonly task: Task;
  /** [features] or [height, width, channels]. */
  readonly inputShape: readonly number[];
  readonly preprocessing: Preprocessing;
  /** The target's column; absent for images. */
  readonly target?: string;
  /** For images: the maximum value of a pixel. */
  readonly pixelMaximum?: number;
  /** True when images of other sizes were resized to this one. */
  readonly isResized?: boolean;
  /** For tables: what the space file declared about the layout of texts; new files are read with it. */
  readonly layout?: TextLayout;
  /** The query of an SQLite source; new databases are read with it. */
  readonly query?: string;
}
