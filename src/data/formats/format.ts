import type { TableFormatName } from '../../study/study-spec.ts';
import type { RowSource } from './row-source.ts';
import type { TableFile } from './table-file.ts';

/** What the reader of a table's rows needs. */
export interface RowRequest {
  /** The columns that will be used; they tell whether the first line of a CSV file holds names. */
  readonly wanted: readonly string[];
  /** Refuse a name that only later rows have, where each row brings its own names. Default: it is left aside. */
  readonly refusesLateNames?: boolean;
}

/** A way of writing a table into a file. */
export interface TableFormat {
  /** In a space file. */
  readonly name: TableFormatName;
  /** In messages. */
  readonly title: string;
  /** Whether its files are text, and are read from beginning to end. */
  readonly isText: boolean;
  /** True for a file that is of this format, by its ending or its first bytes; the catalogue's first that says so is taken. */
  recognises(file: TableFile): boolean;
  /**
   * The file's columns, and its rows as they stand, streamed. FaultsError, here or from `batches`, with the line or row
   * of what cannot be read.
   */
  open(file: TableFile, request: RowRequest): Promise<RowSource>;
}
