import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import { UsageError } from '../errors.ts';
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
 * processes may have the same file open.
 */
export async function openSqliteStore(
  file: string,
  { mustExist = false }: { readonly mustExist?: boolean } = {},
): Promise<Store> {
  const handle = openHandle(file, mustExist);
  try {
    const turnKey = handle.memory ? handle : realpathSync(file);
    const database = new Kysely<Tables>({ dialect: sqliteDialect(handle, turnKey) });
    await migrate(database, flavour, file);
    return sqlStore(database, {
      forgettably: (work) => forgettably(database, handle, work),
      close: () => close(database, handle),
    });
  } catch (error) {
    handle.close();
    throw error;
  }
}

function openHandle(file: string, mustExist: boolean): SqliteDatabase.Database {
  let handle: SqliteDatabase.Database | undefined;
  try {
    if (existsSync(file)) refuseUnusable(file);
    handle = new SqliteDatabase(file, { fileMustExist: mustExist, timeout: busyTimeoutMs });
    refuseForeign(handle);
    handle.pragma('journal_mode = wal');
    handle.pragma('synchronous = full');
    handle.pragma('foreign_keys = on');
    return handle;
  } catch (cause) {
    handle?.close();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`cannot open ${file} as a database: ${reason}`, { cause });
  }
}

/** Says it before SQLite, which opens a file that may not be written as read-only and fails at the first write. */
function refuseUnusable(file: string): void {
  if (statSync(file).isDirectory()) throw new Error('it is a directory');
  accessSync(file, constants.R_OK | constants.W_OK);
}

/** The first read too, which tells a database from any other file. An empty one is nobody's yet. */
function refuseForeign(handle: SqliteDatabase.Database): void {
  const tables = handle.prepare(`select name from sqlite_schema where type = 'table'`).pluck().all();
  if (tables.length > 0 && !tables.includes('hpsearch_migrations')) {
    throw new Error('it belongs to another program');
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

/** Moves the log into the database file, so that a finished study is one file; whoever else is at work is not waited for. */
async function close(database: Database, handle: SqliteDatabase.Database): Promise<void> {
  handle.pragma('busy_timeout = 0');
  await sql`pragma wal_checkpoint(truncate)`.execute(database);
  await database.destroy();
}
