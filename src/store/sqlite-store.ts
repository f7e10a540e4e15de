import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import { asDatabaseError, DatabaseError, isBusy } from './database-error.ts';
import { migrate } from './migrate.ts';
import type { SqlFlavour } from './migrations.ts';
import { type Patience, patiently, shortMilliseconds, standstillMilliseconds } from './patience.ts';
import { requireTables } from './required-tables.ts';
import type { Database, Tables } from './schema.ts';
import { sqlStore } from './sql-store.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import type { Store } from './store.ts';

const flavour: SqlFlavour = {
  identity: 'integer primary key autoincrement',
  bytes: 'blob',
  utcNow: `(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))`,
};

export interface OpeningSettings {
  readonly mustExist?: boolean;
  /** How long to wait for another process that holds the file's lock; while a study is leased, without end. */
  readonly patienceMilliseconds?: number;
}

/**
 * Opens a database file, or ':memory:'; makes it, tables and all, when it is not there, unless `mustExist`. A file
 * that cannot be opened, is damaged or not hpsearch's raises DatabaseError and is left as it is; so does each method of
 * the store that finds it so later. Any number of threads and processes may have the same file open.
 */
export async function openSqliteStore(file: string, settings: OpeningSettings = {}): Promise<Store> {
  const { mustExist = false, patienceMilliseconds = shortMilliseconds } = settings;
  const patience: Patience = { file, milliseconds: patienceMilliseconds };
  const handle = await patiently(() => openHandle(file, mustExist), patience).catch((error) => {
    throw unopened(error, file);
  });
  try {
    const turnKey = handle.memory ? handle : realpathSync(file);
    const database = new Kysely<Tables>({ dialect: sqliteDialect(handle, turnKey, patience) });
    await migrate(database, flavour, file);
    requireTables(handle, file);
    const store = sqlStore(database, {
      forgettably: (work) => forgettably(database, handle, work),
      explain: (error) => asDatabaseError(error, file),
      close: () => close(database, handle),
    });
    return endlessWhileLeased(store, patience);
  } catch (error) {
    handle.close();
    throw asDatabaseError(error, file);
  }
}

/** Who runs a study has trials to record: it never gives up. */
function endlessWhileLeased(store: Store, patience: Patience): Store {
  const { milliseconds } = patience;
  return {
    ...store,
    lease: async (...asked) => {
      const other = await store.lease(...asked);
      if (other === undefined) patience.milliseconds = Number.POSITIVE_INFINITY;
      return other;
    },
    release: async (...held) => {
      await store.release(...held);
      patience.milliseconds = milliseconds;
    },
  };
}

function openHandle(file: string, mustExist: boolean): SqliteDatabase.Database {
  if (existsSync(file)) refuseUnusable(file);
  const handle = new SqliteDatabase(file, { fileMustExist: mustExist, timeout: standstillMilliseconds });
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
}

function unopened(cause: unknown, file: string): DatabaseError {
  if (isBusy(cause)) return new DatabaseError(`${file} is locked by another process`, { cause });
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DatabaseError(`cannot open ${file} as a database: ${reason}`, { cause });
}

/** Says it before SQLite, which opens a file that may not be written as read-only and fails at the first write. */
function refuseUnusable(file: string): void {
  const found = statSync(file);
  if (found.isDirectory()) throw new Error('it is a directory');
  if (!found.isFile()) throw new Error('it is not a regular file');
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
  try {
    await sql`pragma wal_checkpoint(truncate)`.execute(database);
  } finally {
    await database.destroy();
  }
}
