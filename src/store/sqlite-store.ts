import { existsSync, realpathSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import { UsageError } from '../errors.ts';
import { systemFault } from '../files/system-fault.ts';
import { orCannotOpen } from './database-place.ts';
import { migrate } from './migrate.ts';
import type { SqlFlavour } from './migrations.ts';
import type { Database, Tables } from './schema.ts';
import { sqlStore } from './sql-store.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import type { Store } from './store.ts';

const busyTimeoutMs = 10_000;

const flavour: SqlFlavour = {
  identity: 'integer primary key autoincrement',
  bytes: 'blob',
  utcNow: `(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))`,
};

/**
 * Opens a database file, or ':memory:'; makes it, tables and all, when it is not there, unless `mustExist`. A file
 * that cannot be opened or is not hpsearch's raises UsageError and is left as it is. Any number of threads and
 * processes may have the same file open. `isReadOnly` refuses every change once the tables are of this version.
 */
export async function openSqliteStore(
  file: string,
  {
    mustExist = false,
    isReadOnly = false,
  }: { readonly mustExist?: boolean; readonly isReadOnly?: boolean } = {},
): Promise<Store> {
  const handle = openHandle(file, mustExist);
  try {
    const turnKey = handle.memory ? handle : realpathSync(file);
    const database = new Kysely<Tables>({ dialect: sqliteDialect(handle, turnKey) });
    await migrate(database, flavour, file);
    if (isReadOnly) handle.pragma('query_only = on');
    return sqlStore(database, {
      forgettably: (work) => forgettably(database, handle, work),
      close: () => close(database, handle),
    });
  } catch (error) {
    handle.close();
    if (error instanceof UsageError) throw error;
    return orCannotOpen(file, () => {
      throw error;
    });
  }
}

function openHandle(file: string, mustExist: boolean): SqliteDatabase.Database {
  return orCannotOpen(file, () => {
    // Closing another program's database would move its log into it, unless it is open for reading alone.
    if (existsSync(`${file}-wal`)) lookOnly(file);
    const handle = new SqliteDatabase(file, { fileMustExist: mustExist, timeout: busyTimeoutMs });
    try {
      refuseForeign(handle);
      handle.pragma('journal_mode = wal');
      handle.pragma('synchronous = full');
      handle.pragma('foreign_keys = on');
      return handle;
    } catch (error) {
      handle.close();
      throw error;
    }
  });
}

function lookOnly(file: string): void {
  let handle: SqliteDatabase.Database | undefined;
  try {
    handle = new SqliteDatabase(file, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
    refuseForeign(handle);
  } catch (error) {
    // Whatever else there is comes up again when it is opened for good.
    if (error instanceof UsageError) throw error;
  } finally {
    handle?.close();
  }
}

/** The first read too, which tells a database from any other file. An empty one is nobody's yet. */
function refuseForeign(handle: SqliteDatabase.Database): void {
  const tables = handle.prepare(`select name from sqlite_schema where type = 'table'`).pluck().all();
  if (tables.length > 0 && !tables.includes('hpsearch_migrations')) {
    throw new UsageError('it belongs to another program');
  }
}

/** Its commits are in the log, in their order, but synced with the next one that is: https://sqlite.org/wal.html. */
export function forgettably<T>(
  database: Database,
  handle: SqliteDatabase.Database,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  // The connection is its own meanwhile, or another's commit would not be synced either.
  return database.connection().execute(async (own) => {
    handle.pragma('synchronous = normal');
    try {
      return await work(own);
    } finally {
      handle.pragma('synchronous = full');
    }
  });
}

/**
 * Moves the log into the database file, so that a finished study is one file; whoever else is at work is not waited for.
 * Where the disk is too full for that, the log stays, and nothing in it is lost.
 */
async function close(database: Database, handle: SqliteDatabase.Database): Promise<void> {
  handle.pragma('busy_timeout = 0');
  await sql`pragma wal_checkpoint(truncate)`.execute(database).catch((error: unknown) => {
    if (systemFault(error) === undefined) throw error;
  });
  await database.destroy();
}
