import { type CellSpans, joinedSpans, rowsOf, spansBetween, textAt } from '../cells/cell-spans.ts';
import type { FileLayout } from './file-layout.ts';

const listedNames = 10;
/** Code units of a text that is joined from several. */
const longestJoined = 2 ** 27;

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

/** Reads single cells, without a text for each of the others; a row may be longer or shorter than others. */
export function cellReaderOf(rows: RawRows): (row: number, column: number) => unknown {
  const { spans, columns } = rows;
  if (spans !== undefined) return (row, column) => textAt(spans, row * spans.width + column);
  if (columns !== undefined) return (row, column) => columns[column]?.[row];
  return (row, column) => rows.cells[row]?.[column];
}

/** The same rows in batches of `size`. */
export async function* inBatchesOf(size: number, batches: AsyncIterable<RawRows>): AsyncGenerator<RawRows> {
  let parts: RawRows[] = [];
  let lacking = size;
  for await (const batch of batches) {
    const count = batch.places.length;
    for (let start = 0; start < count; ) {
      const end = Math.min(count, start + lacking);
      parts.push(start === 0 && end === count ? batch : rowsBetween(start, end, batch));
      lacking -= end - start;
      start = end;
      if (lacking > 0) break;
      yield joined(parts);
      parts = [];
      lacking = size;
    }
  }
  if (parts.length > 0) yield joined(parts);
}

/** The rows from `start` to `end` and without it. */
export function rowsBetween(start: number, end: number, rows: RawRows): RawRows {
  const { columns, spans, fraction } = rows;
  const places = part(rows.places, start, end);
  if (spans !== undefined) return spanRows(spansBetween(spans, start, end), places, fraction);
  if (columns === undefined) return { cells: rows.cells.slice(start, end), places, fraction };
  const cut = columns.map((column) => part(column, start, end));
  return columnRows(cut, places, fraction);
}

function joined(parts: readonly RawRows[]): RawRows {
  const last = parts.at(-1) as RawRows;
  if (parts.length === 1) return last;
  const places = concatenated(parts.map((rows) => rows.places));
  const { fraction } = last;
  const columns = parts.flatMap((rows) => (rows.columns === undefined ? [] : [rows.columns]));
  if (columns.length === parts.length) {
    const whole = (last.columns ?? []).map((_, index) =>
      concatenated(columns.map((each) => each[index] ?? [])),
    );
    return columnRows(whole, places, fraction);
  }
  const [first, ...others] = parts.flatMap(({ spans }) => spans ?? []);
  if (first !== undefined && others.length === parts.length - 1 && mayJoin([first, ...others]))
    return spanRows(joinedSpans([first, ...others]), places, fraction);
  return { cells: parts.flatMap(({ cells }) => cells), places, fraction };
}

/** Very wide rows would be a text of gigabytes. */
function mayJoin(spans: readonly [CellSpans, ...CellSpans[]]): boolean {
  const length = spans.reduce((sum, { text }) => sum + text.length, 0);
  return length <= longestJoined && spans.every(({ width }) => width === spans[0].width);
}

function part<T>(items: ArrayLike<T>, start: number, end: number): ArrayLike<T> {
  if (items instanceof Float64Array) return items.subarray(start, end) as ArrayLike<unknown> as ArrayLike<T>;
  return Array.isArray(items) || ArrayBuffer.isView(items)
    ? (items as T[]).slice(start, end)
    : Array.from({ length: end - start }, (_, index) => items[start + index] as T);
}

/** Numbers of a file's own type stay such, of which an ordinary array would have an object each. */
function concatenated<T>(parts: readonly ArrayLike<T>[]): ArrayLike<T> {
  const lists: readonly ArrayLike<unknown>[] = parts;
  if (!lists.every((each) => each instanceof Float64Array)) return parts.flatMap((each) => Array.from(each));
  const numbers = new Float64Array(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const each of lists) {
    numbers.set(each, at);
    at += each.length;
  }
  return numbers as ArrayLike<unknown> as ArrayLike<T>;
}
