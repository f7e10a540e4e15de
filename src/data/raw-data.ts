import type { TextLayout } from '../study/study-spec.ts';
import type { FileLayout } from './formats/file-layout.ts';
import type { SourceProblem } from './source-problem.ts';

/** The result of a source: checked and typed rows, neither split nor scaled. */
export interface RawData {
  /** The source's name in faults: the path as the user gave it, or the built-in's name. */
  readonly file: string;
  /** How the files of a table were read, one for each file; absent for other sources. */
  readonly layouts?: readonly FileLayout[];
  /** What the request declared about the layout of texts. */
  readonly declaredLayout?: TextLayout;
  /** The query of an SQLite source. */
  readonly query?: string;
  readonly inputs: RawTable | RawImages;
  readonly target: RawTarget;
  /** The target's column; only for tables. */
  readonly targetColumn?: string;
  /** The index of each row in the source, from 0, without header and blank lines. */
  readonly rowNumbers: Int32Array;
  /** The file of each image by row number, relative to the data's folder; absent where rows are not files. */
  readonly fileNames?: readonly string[];
  /** The index of each row's split in `splitNames`, when the source assigns splits. */
  readonly assigned?: Uint8Array;
  /** Numeric columns with written NaNs or infinities; absent when there are none. */
  readonly nonFinite?: readonly NonFiniteCells[];
  /** The problems that a tolerant reading kept; absent from a strict one. */
  readonly problems?: readonly SourceProblem[];
}

/** The user's name for a row of the source: its file, or "row 17". */
export function nameOfRow({ fileNames }: Pick<RawData, 'fileNames'>, row: number): string {
  return fileNames?.[row] ?? `row ${row}`;
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

export interface RawTable {
  readonly kind: 'table';
  readonly columns: readonly RawColumn[];
}

export type RawColumn = NumberColumn | CategoryColumn;

/** One value per row; NaN stands for a missing cell. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  readonly values: Float64Array;
}

/** One index into `categories` per row; −1 stands for a missing cell. */
export interface CategoryColumn {
  readonly kind: 'category';
  readonly name: string;
  readonly codes: Int32Array;
  readonly categories: readonly string[];
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

/** The values to predict, one per row and none missing. `labels` are indices into `classes`. */
export type RawTarget =
  | { readonly kind: 'classification'; readonly classes: readonly string[]; readonly labels: Int32Array }
  | { readonly kind: 'regression'; readonly name: string; readonly values: Float64Array };
