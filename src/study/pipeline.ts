import type { CellForm, DatePart } from './cell-form.ts';
import type { FeatureSpec } from './data-files/feature-spec.ts';
import type { ImageColumn } from './data-files/image-column.ts';
import type { TextLayout } from './data-files/text-layout.ts';
import type { Scaling } from './scaling.ts';
import type { JointTask, MultilabelTask, SingleTask, TargetTransform, Task } from './task/task.ts';
import type { ArrayPadding, Padding } from './windows/padding.ts';

export type { JointTask, MultilabelTask, SingleTask, TargetTransform, Task };

/** The transformation of a raw row into the network's inputs; fitted on the training split alone, stored as JSON. */
export type Preprocessing =
  | {
      readonly kind: 'table';
      readonly columns: readonly ColumnTransform[];
      /** Where the columns are several inputs: those of each, one after another. */
      readonly parts?: readonly { readonly name: string; readonly columns: readonly string[] }[];
    }
  | { readonly kind: 'image'; readonly divisor: number }
  | { readonly kind: 'arrays'; readonly parts: readonly ArrayPart[] }
  | WindowPreprocessing;

/**
 * How one array of a row of this `shape` becomes inputs. Numbers have one scale, or one for each index of the last axis;
 * ids of tokens enter as they are, and 0 is padding. Padded numbers are [length, features + 1], the last 1 in a step.
 */
export type ArrayPart = { readonly name: string; readonly shape: readonly number[] } & {
  readonly padding?: ArrayPadding;
} & (
    | { readonly scales: readonly Scale[]; readonly tokens?: undefined }
    | { readonly tokens: { readonly size: number; readonly words?: readonly string[] } }
  );

/**
 * Inputs [length, inputs of a row]: `length` rows of a series in the order of time, of which the last is `horizon` rows
 * before the predicted one.
 */
export interface WindowPreprocessing {
  readonly kind: 'window';
  /** The columns of a row of the window, with the target's where its past is an input. */
  readonly columns: readonly ColumnTransform[];
  readonly length: number;
  readonly horizon: number;
  /** The column whose equal values are one series; absent where the table is one. */
  readonly by?: string;
  readonly time: WindowTime;
  /**
   * Present where the inputs are whole series, filled up or cut to `length`; `horizon` is then 0, and the inputs are
   * [length, inputs of a row + 1]: the last one is 1 in a step, and padding is zeros. A `target` may vary within them.
   */
  readonly padding?: Padding;
  readonly target?: 'last';
}

/** The column of the times, and how its cells are written where the space file declares that. */
export interface WindowTime {
  readonly name: string;
  readonly form?: CellForm;
  readonly missing?: readonly string[];
  /** The usual time between two rows, in milliseconds for dates; absent where rows are neighbours across any gap. */
  readonly step?: number;
}

/**
 * How one column of a table becomes inputs of the model. `missing` are the words that mean "no value", where the space
 * file declares them. `indicator` adds an input that is 1 where the cell is missing.
 */
export type ColumnTransform =
  | NumberTransform
  | DateTransform
  | CategoryTransform
  | HashedTransform
  | TokensTransform;

interface OfColumn {
  readonly name: string;
  readonly missing?: readonly string[];
}

/** (value − shift) / scale, after the curve where there is one. */
export interface Scale {
  readonly shift: number;
  readonly scale: number;
}

/** How a number becomes inputs: scaled after its curve, and by pieces. */
export interface NumberEncoding extends Scale {
  readonly curve?: Curve;
  /**
   * Ascending edges, at least three: after the scaled number stands an input for each piece between two edges, 0 below
   * it, 1 above it, and linear within it.
   */
  readonly pieces?: readonly number[];
}

/** The encoding of a number for trials whose `data.scaling` is this one. */
export interface AlternativeEncoding extends NumberEncoding {
  readonly scaling: Scaling;
}

/** A number, a truth value as 0 or 1, or the position in an order. */
export interface NumberTransform extends OfColumn, NumberEncoding {
  readonly kind: 'number';
  /** How its cells are written; a plain number where it is absent. */
  readonly form?: Exclude<CellForm, { type: 'date' }>;
  /** Replaces a missing cell: the training split's median. */
  readonly fill: number;
  /**
   * Where the space searches the scaling: further encodings, whose inputs follow those of the first one. A trial takes
   * the inputs of one of them, and of the first where none has its scaling (column-selection.ts).
   */
  readonly alternatives?: readonly AlternativeEncoding[];
  readonly indicator?: true;
}

/**
 * Applied before the scale. `log1p`: sign(v) · ln(1 + |v|). `knots`: linear between the quantiles `from` and their
 * places `to` in a standard normal distribution, constant beyond.
 */
export type Curve = 'log1p' | { readonly from: readonly number[]; readonly to: readonly number[] };

/** A moment, as some of its parts, each with a scale of its own. */
export interface DateTransform extends OfColumn {
  readonly kind: 'date';
  readonly form: Extract<CellForm, { type: 'date' }>;
  /** Replaces a missing cell: the training split's median, in days since 1970. */
  readonly fill: number;
  readonly parts: readonly ({ readonly part: DatePart } & Scale)[];
  readonly indicator?: true;
}

/** One-hot, in this order; a missing cell and a category that training did not see become all zeros. */
interface CategoryTransform extends OfColumn {
  readonly kind: 'category';
  readonly values: readonly string[];
}

/**
 * The cell's text as a category in one of `buckets` inputs, by its hash; or its words and pairs of words, as counts that
 * are divided by their Euclidean length.
 */
interface HashedTransform extends OfColumn {
  readonly kind: 'hashed';
  readonly of: 'category' | 'words';
  readonly buckets: number;
}

/**
 * The first `length` tokens of a text as ids, whole numbers that are not scaled: 2 + the place in `words`, 1 for a token
 * that is not there, 0 (padding) after the end of the text and in a missing cell.
 */
export interface TokensTransform extends OfColumn {
  readonly kind: 'tokens';
  readonly of: 'words' | 'characters';
  /** By frequency in the training rows. */
  readonly words: readonly string[];
  readonly length: number;
}

/** A column of numbers, and how its cells are written. */
export interface WeightColumn {
  readonly name: string;
  readonly form: CellForm;
  readonly missing?: readonly string[];
}

/** An array of targets. */
export interface TargetArray {
  readonly name: string;
  /** The number of targets in a row: its numbers, or 1 where these are a class. */
  readonly targets: number;
}

/** The least and the largest value of the training rows. */
export interface TrainingRange {
  readonly least: number;
  readonly largest: number;
}

/** Range of a column before its scale: numbers, or days since 1970. */
export interface ColumnRange extends TrainingRange {
  readonly name: string;
}

/** Ranges of the columns that hold numbers or dates, and of a regression's target in its own units. */
export interface TrainingRanges {
  readonly inputs: readonly ColumnRange[];
  readonly target?: TrainingRange;
  /** Ranges of the regressions among several targets. */
  readonly targets?: readonly ColumnRange[];
}

/** How a fixed model turns encoded rows into the inputs of the trained models. */
export interface Features extends FeatureSpec {
  readonly kind: 'graph' | 'layers';
  readonly output: string;
  /** SHA-256 of the model's files. */
  readonly digest: string;
  /** The shape of a row's features. */
  readonly inputShape: readonly number[];
  /** The scales of the features, fitted to the training rows. */
  readonly preprocessing: Extract<Preprocessing, { kind: 'arrays' }>;
}

/** The numbers of rows that models are judged by. */
export interface JudgedRows {
  /** With folds, the rows that some fold judges. */
  readonly validation: number;
  readonly test: number;
}

/** All that a model needs in order to predict new rows. Plain JSON. */
export interface Pipeline {
  readonly task: Task;
  /**
   * [features], [height, width, channels], [length, features] of a window, the shape of one array, or
   * [numbers of a row] for several arrays.
   */
  readonly inputShape: readonly number[];
  readonly preprocessing: Preprocessing;
  /** Where the trained models take the features of encoded rows, and not these themselves. */
  readonly features?: Features;
  /**
   * Categories and classes are the text of cells as written. Absent from older pipelines, whose names that are numbers
   * are in their shortest form: "1" for the cell "01".
   */
  readonly names?: 'asWritten';
  /** Absent for images, and from older pipelines. */
  readonly ranges?: TrainingRanges;
  /** Absent from older pipelines. */
  readonly rows?: JudgedRows;
  /** The target's column; absent for images in folders, and where there are several. */
  readonly target?: string;
  /** The arrays that hold several targets, in their order. */
  readonly targetArrays?: readonly TargetArray[];
  /** The column of the rows' weights, if metrics are weighted. */
  readonly weight?: WeightColumn;
  /** The names of classes 0, 1, 2 … of an array, where the space file gives them. */
  readonly classNames?: readonly string[];
  /** For images: the maximum value of a pixel. */
  readonly pixelMaximum?: number;
  /** For images that a table listed. */
  readonly image?: ImageColumn;
  /** True when images of other sizes were resized to this one. */
  readonly isResized?: boolean;
  /** For tables: what the space file declared about the layout of texts; new files are read with it. */
  readonly layout?: TextLayout;
  /** The query of an SQLite source; new databases are read with it. */
  readonly query?: string;
}
