/** The report of `data --rows`, as plain JSON: docs/formats.md. */
export interface RowsReport {
  readonly source: string;
  /** The rows that can be used, of all splits. */
  readonly rows: number;
  /** The rows that the condition holds for. */
  readonly matching: number;
  readonly where?: string;
  readonly sort?: readonly string[];
  /** The seed of a random order. */
  readonly seed?: number;
  readonly page: number;
  readonly pages: number;
  readonly pageSize: number;
  /** The shown columns, in their order: the row's number and its split first. */
  readonly columns: readonly string[];
  /** The rows of the page: cells by column as the file has them, null where a cell is empty. */
  readonly shown: readonly (readonly unknown[])[];
}

/** Rows for a page, all of them or a sample of some, in the order of the source. */
export interface PageRows {
  /** The rows that can be used. */
  readonly total: number;
  readonly columns: readonly { readonly title: string; readonly kind: 'number' | 'date' | 'text' }[];
  readonly rows: readonly {
    /** As the file has them, null where a cell is empty; computed ones are numbers. */
    readonly cells: readonly unknown[];
    /** The value that each cell is sorted by, undefined where it is missing. */
    readonly keys: readonly (number | string | undefined)[];
    /** [height × width × channels] bytes, 0 to 255, in base64; only of images. */
    readonly pixels?: string;
  }[];
}
