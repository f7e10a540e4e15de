import { UsageError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';
import { randomFor } from '../../statistics/random.ts';
import { unquoted } from '../../study/words/quoted-names.ts';
import { nearColumns, type RowColumn } from './row-column.ts';
import { plainNumber } from './row-test.ts';
import { parseWhere } from './where.ts';

export interface RowsRequest {
  /** A condition on columns: where.ts. */
  readonly where?: string | undefined;
  /** Columns, each with a minus before it to sort from the largest; missing values come last. */
  readonly sort?: readonly string[] | undefined;
  /** The stream of a random order; absent for the order of the source, or the sorted one. */
  readonly randomSeed?: number | undefined;
}

const collator = new Intl.Collator('en', { numeric: true });

/** The rows that the request asks for, in its order, as indices in the data. UsageError for an unknown column. */
export function chooseRows(rows: number, columns: readonly RowColumn[], request: RowsRequest): Int32Array {
  const { where, sort = [], randomSeed } = request;
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  const wanted = where === undefined ? all : all.filter(parseWhere(where, columns).test);
  if (randomSeed !== undefined) return randomFor('rows', randomSeed).shuffle(wanted);
  const orders = sort.map((key) => orderBy(sortKey(key, columns), wanted));
  if (orders.length === 0) return wanted;
  return wanted.sort((one, other) => {
    for (const order of orders) {
      const difference = order(one, other);
      if (difference !== 0) return difference;
    }
    return one - other;
  });
}

interface SortKey {
  readonly column: RowColumn;
  readonly sign: 1 | -1;
}

/**
 * The column that a key names, and its direction. A name in quotation marks may have anything: -"a, b". Without them a minus
 * asks for a descending order, unless only a column of the whole name exists.
 */
export function sortKey(key: string, columns: readonly RowColumn[]): SortKey {
  const named = (wanted: string) => columnNamed('sort', { wanted, got: key }, columns);
  const has = (wanted: string) => columns.some(({ name }) => name === wanted);
  if (!key.startsWith('-')) return { column: named(key), sign: 1 };
  const wanted = key.slice(1);
  if (!has(wanted) && !has(unquoted(wanted)) && has(key)) return { column: named(key), sign: 1 };
  return { column: named(wanted), sign: -1 };
}

/** The column of this name, which may stand in quotation marks. UsageError with the names of columns for one that is none. */
export function columnNamed(
  name: 'sort' | 'columns',
  { wanted, got }: { readonly wanted: string; readonly got: string },
  columns: readonly RowColumn[],
): RowColumn {
  const named = (name: string) => columns.find((column) => column.name === name);
  const found = named(wanted) ?? named(unquoted(wanted));
  if (found !== undefined) return found;
  const hint = nearColumns(unquoted(wanted), columns);
  throw new UsageError(
    message`${option(name)}: must name columns of the data (${hint}), got ${JSON.stringify(got)}`,
  );
}

/** Texts that are all numbers are sorted as numbers: "0.25" is below "0.5", and "-5" below "3". */
function orderBy({ column, sign }: SortKey, rows: Int32Array): (one: number, other: number) => number {
  const areNumbers = rows.every((row) => {
    const value = column.valueAt(row);
    return value === undefined || plainNumber(String(value)) !== undefined;
  });
  return (one, other) => {
    const [a, b] = [column.valueAt(one), column.valueAt(other)];
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    return sign * (areNumbers ? Number(a) - Number(b) : collator.compare(String(a), String(b)));
  };
}
