/** Rows of a table as they stand in their file; a cell is text, or what the file's format holds. */
export interface RawRows {
  readonly cells: readonly (readonly unknown[])[];
  /** Where each row begins: its line, or its number from 1 where the file has no lines. */
  readonly places: readonly number[];
}

/** A file of rows that are read a batch at a time: however many there are, few are in memory. */
export interface RowSource {
  /** How faults call the file. */
  readonly file: string;
  /** What `places` count. */
  readonly placeWord: 'line' | 'row';
  /** The columns, in the order of a row's cells. */
  readonly names: readonly string[];
  /** Once, from the first row to the last. */
  readonly batches: AsyncIterable<RawRows>;
}

/** Rows that are predicted at once. */
export const batchRows = 2048;
