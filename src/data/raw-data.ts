import { shownRow } from '../reports/number-text.ts';
import type { ColumnSchema } from '../reports/table-schema.ts';
import type { CellForm } from '../study/cell-form.ts';
import type { ImageColumn } from '../study/data-files/image-column.ts';
import type { TextLayout } from '../study/data-files/text-layout.ts';
import type { ArrayValues } from '../study/inputs/array-values.ts';
import type { TargetArray, WeightColumn } from '../study/pipeline.ts';
import type { Scaling } from '../study/scaling.ts';
import type { ArrayPadding } from '../study/windows/padding.ts';
import type { FileLayout } from './formats/file-layout.ts';
import type { KeyColumn, RowGroups, RowSteps, RowTimes, RowWindows } from './row-keys.ts';
import type { SourceProblem } from './source-problem.ts';

export type { KeyColumn, RowGroups, RowSteps, RowTimes, RowWindows, Season } from './row-keys.ts';

/** The result of a source: checked and typed rows, neither split nor scaled. */
export interface RawData {
  /** The source's name in faults: the path as the user gave it, or the built-in's name. */
  readonly file: string;
  /** How the files of a table were read, one for each file; absent for other sources. */
  readonly layouts?: readonly FileLayout[];
  /** Layout of texts as the request declared it. */
  readonly declaredLayout?: TextLayout;
  /** The query of an SQLite source. */
  readonly query?: string;
  readonly inputs: RawTable | RawImages | RawArrays;
  /** The target; one of several is that which stratifies the split: the first classification, else the first (raw-targets.ts). */
  readonly target: RawTarget;
  /** All targets, where there are several, or a list of labels. */
  readonly targets?: RawTargets;
  /** The column of `target`; only for tables. */
  readonly targetColumn?: string;
  /** The arrays that hold several targets, in their order; absent for other sources, and for one target. */
  readonly targetArrays?: readonly TargetArray[];
  /** The index of each row in the source, from 0, without header and blank lines. */
  readonly rowNumbers: Int32Array;
  /** The file of each image by row number, relative to the data's folder or as the table has it; absent where rows are not files. */
  readonly fileNames?: readonly string[];
  /** For images that a table lists: the column of their paths, and the folder that these begin at, from the table's. */
  readonly imageColumn?: ImageColumn;
  /** The height and the width of the picture in each file, two numbers a row number; absent where images are not resized. */
  readonly pictureSizes?: Int32Array;
  /** The weights of the rows; absent when the request names no column of them. */
  readonly weights?: RowWeights;
  /** All columns of a table's file, inputs or not, each name once. */
  readonly columnNames?: readonly string[];
  /** Types of the columns of a table, without the target's. */
  readonly columns?: readonly ColumnSchema[];
  /** The index of each row's split in `splitNames`, when the source assigns splits. */
  readonly assigned?: Uint8Array;
  /** The group of each row, where the split is to divide none. */
  readonly groups?: RowGroups;
  /** The time of each row, where the split is to follow it. */
  readonly times?: RowTimes;
  /** The series and the time of each row, where the inputs are windows. */
  readonly steps?: RowSteps;
  /** The window of each row; absent where the inputs of a row are its own cells. */
  readonly windows?: RowWindows;
  /** Columns that may name groups or times, inputs or not; only for tables. */
  readonly keys?: readonly KeyColumn[];
  /** Numeric columns with written NaNs or infinities; absent when there are none. */
  readonly nonFinite?: readonly NonFiniteCells[];
  /** Sentences about what the source decided and is to be said. */
  readonly notes?: readonly string[];
  /** The faults that a tolerant reading kept, and what every reading reports, such as rows without a target. */
  readonly problems?: readonly SourceProblem[];
}

/** The name of a row, by its index in `rowNumbers`: its file, or "row 18". */
export function placeOfRow(raw: Pick<RawData, 'fileNames' | 'rowNumbers'>, index: number): string {
  return nameOfRow(raw, raw.rowNumbers[index] as number);
}

/** The name of a row, by its index in the source: its file, or "row 18". */
export function nameOfRow({ fileNames }: Pick<RawData, 'fileNames'>, row: number): string {
  return fileNames?.[row] ?? `row ${shownRow(row)}`;
}

/** Cells that count as missing, but were not empty. */
export interface NonFiniteCells {
  readonly column: string;
  /** The first of the source's rows that have such a cell, from 0, at most 20. */
  readonly rows: readonly number[];
  readonly nanCount: number;
  /** Written infinities, and numbers beyond the range of 32-bit floats. */
  readonly infiniteCount: number;
}

/** One finite number per row, not negative, and how the column is read. */
export interface RowWeights {
  readonly values: Float64Array;
  readonly column: WeightColumn;
}

export interface RawTable {
  readonly kind: 'table';
  readonly columns: readonly RawColumn[];
}

export type RawColumn = NumberColumn | CategoryColumn;

interface OfColumn {
  readonly name: string;
  /** The words that mean "no value", where the space file declares them. */
  readonly missing?: readonly string[];
}

/** One value per row; NaN stands for a missing cell. A date is a number of days since 1970. */
export interface NumberColumn extends OfColumn {
  readonly kind: 'number';
  readonly values: Float64Array;
  /** How the cells are written; absent for plain numbers. */
  readonly form?: CellForm;
  /** The column's own scaling, in place of the data's. */
  readonly scaling?: Scaling;
  /** Adds an input that says whether the cell is missing. */
  readonly hasIndicator?: boolean;
}

/** One index into `categories` per row; −1 stands for a missing cell. */
export interface CategoryColumn extends OfColumn {
  readonly kind: 'category';
  readonly codes: Int32Array;
  readonly categories: readonly string[];
  /** One-hot where it is absent; else the hash of the category or of its words. */
  readonly hashed?: { readonly of: 'category' | 'words'; readonly buckets: number };
  /** For texts that enter as token ids, in place of `hashed`. */
  readonly tokens?: TokensRequest;
}

/** How a text becomes token ids; `length` is absent where the training rows decide it. */
export interface TokensRequest {
  readonly of: 'words' | 'characters';
  readonly vocabulary: number;
  readonly length?: number;
}

/** Row-major pixels, [rows, height, width, channels]; `maximum` is the highest possible pixel value. */
export interface RawImages {
  readonly kind: 'images';
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly pixels: Uint8Array;
  readonly maximum: number;
  /** The source has images of other sizes. */
  readonly isResized?: boolean;
}

/** Numbers in any shape: a part for each input, all with the same rows. A `shape` is that of one row. */
export interface RawArrays {
  readonly kind: 'arrays';
  readonly parts: readonly RawPart[];
}

export interface RawPart {
  readonly name: string;
  readonly shape: readonly number[];
  /** [rows, ...shape], row-major and finite. */
  readonly values: ArrayValues;
  /** Values are ids of tokens; 0 is padding. They are below `size` where that is declared. */
  readonly tokens?: { readonly size?: number; readonly words?: readonly string[] };
  /** Rows are sequences of several lengths, as in an ArrayPart: `shape` counts the 1 of each step. */
  readonly padding?: ArrayPadding;
}

/** Several targets, each with a task of its own; or labels, each a classification with the classes 0 and 1. */
export interface RawTargets {
  readonly kind: 'joint' | 'multilabel';
  readonly parts: readonly NamedTarget[];
  /** The one column of all labels, and what divides them in its cells; absent where each label has a column. */
  readonly column?: string;
  readonly separator?: string;
  /** The words that mean "no target", where the space file declares them. */
  readonly missing?: readonly string[];
}

export type NamedTarget = { readonly name: string; readonly target: RawTarget };

/** A task that the space file leaves out, and the reason for it: the end of a sentence about the target. */
export interface InferredTask {
  readonly task: 'classification' | 'regression';
  readonly because: string;
  /** The other task, where data.task can ask for it: whole numbers can be classes or numbers. */
  readonly otherwise?: 'classification' | 'regression';
}

/** The values to predict, one per row and none missing. `labels` are indices into `classes`. */
export type RawTarget = (
  | {
      readonly kind: 'classification';
      readonly classes: readonly string[];
      readonly labels: Int32Array;
      readonly ordered?: true;
    }
  | {
      readonly kind: 'regression';
      readonly name: string;
      readonly values: Float64Array;
      readonly form?: Exclude<CellForm, { type: 'date' }>;
      /** The values are whole numbers of at least 0. */
      readonly count?: true;
      /** The quantiles to predict, ascending. */
      readonly quantiles?: readonly number[];
    }
) & {
  readonly inferred?: InferredTask;
  /** The words that mean "no target", where the space file declares them. */
  readonly missing?: readonly string[];
};
