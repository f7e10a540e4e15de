import { type CellSpans, rowsOf } from '../cells/cell-spans.ts';
import type { FileLayout } from './file-layout.ts';

const listedNames = 10;

/** Raw rows of a table: a cell is text, or a value of the file's format. */
export interface RawRows {
  readonly cells: readonly (readonly unknown[])[];
  /** The same cells by column, where the format stores columns: then `cells` costs time. */
  readonly columns?: readonly ArrayLike<unknown>[];
  /** The same cells as places in a text, where the format is one: then `cells` costs time. */
  readonly spans?: CellSpans;
  /** Position of each row: its line, or its number from 1 where the file has no lines. */
  readonly places: ArrayLike<number>;
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
  /** The file and the line or row of a place, where several files are read as one. */
  locate?(place: number): { readonly file: string; readonly place: number };
  /** How the files were read, one for each file; their counts are complete once `batches` has ended. */
  readonly layouts: readonly FileLayout[];
  /**
   * Iterate once, from the first row to the last; batch sizes vary. A FaultsError comes after the rows before the
   * fault.
   */
  readonly batches: AsyncIterable<RawRows>;
}

/** "the columns are a, b, c, ..." for a hint. */
export function listColumns(names: readonly string[]): string {
  return `the columns are ${names.slice(0, listedNames).join(', ')}${names.length > listedNames ? ', ...' : ''}`;
}

/** Rows that a format stores by column. */
export function columnRows(
  columns: readonly ArrayLike<unknown>[],
  places: ArrayLike<number>,
  fraction: number,
): RawRows {
  let cells: RawRows['cells'] | undefined;
  return {
    get cells() {
      cells ??= Array.from(places, (_, row) => columns.map((column) => column[row]));
      return cells;
    },
    columns,
    places,
    fraction,
  };
}

/** Rows that are places in a text. */
export function spanRows(spans: CellSpans, places: ArrayLike<number>, fraction: number): RawRows {
  let cells: RawRows['cells'] | undefined;
  return {
    get cells() {
      cells ??= rowsOf(spans);
      return cells;
    },
    spans,
    places,
    fraction,
  };
}

/** The same rows in batches of `size`. */
export async function* inBatchesOf(size: number, batches: AsyncIterable<RawRows>): AsyncGenerator<RawRows> {
  let waiting: RawRows | undefined;
  for await (const batch of batches) {
    const count = batch.places.length;
    const lacking = waiting === undefined ? 0 : size - waiting.places.length;
    let start = Math.min(lacking, count);
    if (waiting !== undefined) {
      waiting = joined(waiting, rowsBetween(0, start, batch));
      if (start < lacking) continue;
      yield waiting;
    }
    for (; start + size <= count; start += size) yield rowsBetween(start, start + size, batch);
    waiting = start === count ? undefined : rowsBetween(start, count, batch);
  }
  if (waiting !== undefined) yield waiting;
}

function rowsBetween(start: number, end: number, rows: RawRows): RawRows {
  const places = part(rows.places, start, end);
  if (rows.columns === undefined)
    return { cells: rows.cells.slice(start, end), places, fraction: rows.fraction };
  return columnRows(
    rows.columns.map((column) => part(column, start, end)),
    places,
    rows.fraction,
  );
}

function joined(one: RawRows, other: RawRows): RawRows {
  const places = concatenated(one.places, other.places);
  const { columns } = one;
  if (columns === undefined || other.columns === undefined) {
    return { cells: [...one.cells, ...other.cells], places, fraction: other.fraction };
  }
  return columnRows(
    other.columns.map((column, index) => concatenated(columns[index] ?? [], column)),
    places,
    other.fraction,
  );
}

function part<T>(items: ArrayLike<T>, start: number, end: number): ArrayLike<T> {
  if (items instanceof Float64Array) return items.subarray(start, end) as ArrayLike<unknown> as ArrayLike<T>;
  return Array.isArray(items) || ArrayBuffer.isView(items)
    ? (items as T[]).slice(start, end)
    : Array.from({ length: end - start }, (_, index) => items[start + index] as T);
}

function concatenated<T>(one: ArrayLike<T>, other: ArrayLike<T>): ArrayLike<T> {
  return [...Array.from(one), ...Array.from(other)];
}
