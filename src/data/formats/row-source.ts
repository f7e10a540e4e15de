import type { FileLayout } from './file-layout.ts';

/** Raw rows of a table: a cell is text, or a value of the file's format. */
export interface RawRows {
  readonly cells: readonly (readonly unknown[])[];
  /** Position of each row: its line, or its number from 1 where the file has no lines. */
  readonly places: readonly number[];
  /** The fraction of the file read so far, 0 to 1. */
  readonly fraction: number;
}

/** A table streamed in batches, so that only a few rows are in memory. */
export interface RowSource {
  /** The file's name in faults. */
  readonly file: string;
  /** The unit of `places`. */
  readonly placeWord: 'line' | 'row';
  /** The columns, in the order of a row's cells. Names may be duplicated. */
  readonly names: readonly string[];
  /** False for a file without names: its columns are column1, column2, … */
  readonly hasNames: boolean;
  /** How the files were read, one for each file; their counts are complete once `batches` has ended. */
  readonly layouts: readonly FileLayout[];
  /**
   * Iterate once, from the first row to the last; batch sizes vary. A FaultsError comes after the rows before the
   * fault.
   */
  readonly batches: AsyncIterable<RawRows>;
}

/** The same rows in batches of `size`. */
export async function* inBatchesOf(size: number, batches: AsyncIterable<RawRows>): AsyncGenerator<RawRows> {
  let waiting: RawRows = { cells: [], places: [], fraction: 0 };
  for await (const batch of batches) {
    const rows = waiting.cells.length === 0 ? batch : joined(waiting, batch);
    let start = 0;
    for (; start + size <= rows.cells.length; start += size) yield rowsBetween(start, start + size, rows);
    waiting = rowsBetween(start, rows.cells.length, rows);
  }
  if (waiting.cells.length > 0) yield waiting;
}

export function rowsBetween(start: number, end: number, { cells, places, fraction }: RawRows): RawRows {
  return { cells: cells.slice(start, end), places: places.slice(start, end), fraction };
}

function joined(one: RawRows, other: RawRows): RawRows {
  return {
    cells: [...one.cells, ...other.cells],
    places: [...one.places, ...other.places],
    fraction: other.fraction,
  };
}
