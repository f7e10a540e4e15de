import type { TextLayout } from '../../study/data-files/text-layout.ts';
import type { TableFormatName } from '../../study/study-spec.ts';
import type { RowSource } from './row-source.ts';
import type { TableFile } from './table-file.ts';

/** The request to a reader of rows. */
export interface RowRequest {
  /** The columns that will be used; they help to detect whether the first line of a CSV file is a header. */
  readonly wanted: readonly string[];
  /** Refuse a column that only later rows name, where each row names its own columns. Default: it is ignored. */
  readonly refusesLateNames?: boolean;
  /** Declared layout of a text; the rest is detected. */
  readonly layout?: TextLayout | undefined;
  /** The columns are column1, column2, … because the training file had no header. */
  readonly isNumbered?: boolean;
  /** Keep a row without a value, so that rows out match rows in. Default: it is left out and counted. */
  readonly keepsBlankRows?: boolean;
}

/** A file format of tables. */
export interface TableFormat {
  /** The name in a space file. */
  readonly name: TableFormatName;
  /** The name in messages. */
  readonly title: string;
  /** True when its files are text, read from beginning to end. */
  readonly isText: boolean;
  /** Detects the format by the file's ending or its first bytes; the first match in the catalogue is taken. */
  recognises(file: TableFile): boolean;
  /**
   * Opens the file: its columns, and its raw rows as a stream. FaultsError, here or from `batches`, with the line or
   * row that cannot be read.
   */
  open(file: TableFile, request: RowRequest): Promise<RowSource>;
}
