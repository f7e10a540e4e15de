import { existsSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { FaultsError } from '../../faults/errors.ts';
import { copyForReading } from '../../files/database-copy.ts';
import { isSqliteFile, isWriteAhead } from '../../files/file-kind.ts';
import { noCounts } from './file-layout.ts';
import type { RawRows, RowSource } from './row-source.ts';
import type { TablePlace } from './table-file.ts';

const rowsAtOnce = 1024;
/** No signal is handled while SQLite waits. */
const lockMilliseconds = 1000;

/**
 * The rows of a query on an SQLite database, which is never written. Whole numbers beyond 2^53 are text. FaultsError
 * for a file that is no database, is locked or damaged, and for a query that is no single select.
 */
export function openSqliteRows({ file, path }: TablePlace, query: string): RowSource {
  if (!isSqliteFile(path)) {
    throw new FaultsError([{ file, field: '', constraint: 'must be an SQLite database' }]);
  }
  const database = openDatabase(file, path);
  try {
    const statement = prepare(file, query, database.handle);
    const names = statement.columns().map(({ name }) => name);
    return {
      file,
      placeWord: 'row',
      names,
      hasNames: true,
      layouts: [{ file, format: 'SQLite', counts: noCounts() }],
      batches: rowsOf(file, statement, database.close),
    };
  } catch (error) {
    database.close();
    throw asFault(file, error);
  }
}

interface OpenDatabase {
  readonly handle: SqliteDatabase.Database;
  close(): void;
}

/** SQLite would leave a log and an index beside a database in WAL mode that no other process has open. */
function openDatabase(file: string, path: string): OpenDatabase {
  const copy = isWriteAhead(path) && !existsSync(`${path}-shm`) ? copyForReading(path) : undefined;
  try {
    const options = { readonly: true, fileMustExist: true, timeout: lockMilliseconds };
    const handle = new SqliteDatabase(copy?.path ?? path, options);
    const close = () => {
      handle.close();
      copy?.remove();
    };
    return { handle, close };
  } catch (error) {
    copy?.remove();
    throw asFault(file, error);
  }
}

function prepare(file: string, query: string, handle: SqliteDatabase.Database) {
  const broken = (constraint: string) =>
    new FaultsError([{ file, field: 'data.query', constraint, value: query }]);
  let statement: SqliteDatabase.Statement;
  try {
    statement = handle.prepare(query);
  } catch (error) {
    const { message } = error as Error;
    if (error instanceof RangeError) throw broken('must be a single statement');
    if (codeOf(error) === 'SQLITE_ERROR')
      throw broken(`must be a select that SQLite understands: ${message}`);
    throw error;
  }
  if (!statement.readonly) throw broken('must only read');
  if (!statement.reader) throw broken('must return rows');
  return statement.raw().safeIntegers();
}

async function* rowsOf(
  file: string,
  statement: SqliteDatabase.Statement,
  close: () => void,
): AsyncGenerator<RawRows> {
  let cells: unknown[][] = [];
  let row = 0;
  const batch = (fraction: number): RawRows => {
    const places = cells.map((_, index) => row - cells.length + index + 1);
    return { cells, places, fraction };
  };
  try {
    for (const found of statement.iterate() as IterableIterator<unknown[]>) {
      cells.push(found.map(cellOf));
      row++;
      if (cells.length < rowsAtOnce) continue;
      // The number of rows is unknown before the end.
      yield batch(0);
      cells = [];
    }
    if (row === 0)
      throw new FaultsError([
        { file, field: 'rows', constraint: 'must be there, but the query returns none' },
      ]);
    yield batch(1);
  } catch (error) {
    throw asFault(file, error);
  } finally {
    close();
  }
}

function cellOf(value: unknown): unknown {
  if (typeof value !== 'bigint') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

const reasons: readonly (readonly [code: RegExp, constraint: string])[] = [
  [/^SQLITE_(BUSY|LOCKED)/, 'must not be locked: another program writes it'],
  [/^SQLITE_NOTADB/, 'must be an SQLite database'],
  [/^SQLITE_CORRUPT/, 'must be whole: the database is damaged'],
  [/^SQLITE_(CANTOPEN|IOERR|READONLY)/, 'must be readable'],
];

function asFault(file: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === '') {
    const isUnbound = error instanceof RangeError || error instanceof TypeError;
    if (!isUnbound) return error;
    const constraint = 'must have no parameters such as ? or :name';
    return new FaultsError([{ file, field: 'data.query', constraint }]);
  }
  const { message } = error as Error;
  const known = reasons.find(([pattern]) => pattern.test(code))?.[1];
  const constraint = known ?? `must be readable by the query: ${message}`;
  return new FaultsError([{ file, field: '', constraint }]);
}

function codeOf(error: unknown): string {
  return error instanceof SqliteDatabase.SqliteError ? error.code : '';
}
