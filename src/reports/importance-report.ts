/** How much worse the metric becomes without a column's information, with its interval: docs/intervals.md. */
export interface ColumnImportance {
  readonly name: string;
  /** The number of the model's inputs that the column's cells become. */
  readonly inputs: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Permutation importance of the columns of a table: docs/formats.md. */
export interface ImportanceReport {
  /** The name of the split, or the file. */
  readonly data: string;
  readonly rows: number;
  /** The objective's metric without its split: "loss". */
  readonly metric: string;
  readonly direction: 'minimize' | 'maximize';
  /** The metric of the rows as they are. */
  readonly value: number;
  readonly level: number;
  /** The number of times that the cells of each column were shuffled. */
  readonly repeats: number;
  /** The most important one first. */
  readonly columns: readonly ColumnImportance[];
  /** The columns whose interval contains 0 or lies below it. */
  readonly notShown: readonly string[];
}
