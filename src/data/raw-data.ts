import type { SourceProblem } from './source-problem.ts';

/** What a source hands over: checked and typed rows, neither split nor scaled. */
export interface RawData {
  /** How faults name the source: the path as the user gave it, or the built-in's name. */
  readonly file: string;
  readonly inputs: RawTable | RawImages;
  readonly target: RawTarget;
  /** The target's column, of a table. */
  readonly targetColumn?: string;
  /** For each row its place in the source, from 0, header and blank lines not counted. */
  readonly rowNumbers: Int32Array;
  /** By row number the file of each image, from the data's folder on; absent where rows are no files. */
  readonly fileNames?: readonly string[];
  /** For each row the index of its split in `splitNames`, when a column of the source decides. */
  readonly assigned?: Uint8Array;
  /** Columns of numbers in which cells say NaN or an infinity in so many words; absent when there are none. */
  readonly nonFinite?: readonly NonFiniteCells[];
  /** What a tolerant reading put up with; absent from a strict one. */
  readonly problems?: readonly SourceProblem[];
}

/** What people are told of a row of the source, by its number: the file that it is, or "row 17". */
export function nameOfRow({ fileNames }: Pick<RawData, 'fileNames'>, row: number): string {
  return fileNames?.[row] ?? `row ${row}`;
}

/** Cells that stand as missing in the column, but were not left empty. */
export interface NonFiniteCells {
  readonly column: string;
  /** The first of the source's rows that have one, from 0, at most 20. */
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

/** One value a row; NaN stands for a missing cell. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  readonly values: Float64Array;
}

/** One index into `categories` a row; −1 stands for a missing cell. */
export interface CategoryColumn {
  readonly kind: 'category';
  readonly name: string;
  readonly codes: Int32Array;
  readonly categories: readonly string[];
}

/** Row-major pixels, [rows, height, width, channels]; `maximum` is the brightest value that a pixel can take. */
export interface RawImages {
  readonly kind: 'images';
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly pixels: Uint8Array;
  readonly maximum: number;
  /** They had other sizes in the source. */
  readonly isResized?: boolean;
}

/** What is to be predicted, one entry a row and none missing. `labels` are indices into `classes`. */
export type RawTarget =
  | { readonly kind: 'classification'; readonly classes: readonly string[]; readonly labels: Int32Array }
  | { readonly kind: 'regression'; readonly name: string; readonly values: Float64Array };
