import { existsSync, realpathSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import { UsageError } from '../../faults/errors.ts';
import { reasonOf } from '../../files/system-fault.ts';
import { DatabaseError } from '../database-error.ts';
import { endlessWhileLeased } from '../endless-while-leased.ts';
import { patiently, shortMilliseconds } from '../patience.ts';
import { migrate, requireCurrent } from '../sql/migrate.ts';
import type { SqlFlavour } from '../sql/migrations.ts';
import type { Database, Tables } from '../sql/schema.ts';
import { sqlStore } from '../sql/sql-store.ts';
import type { Store } from '../store.ts';
import { LogSync } from './log-sync.ts';
import { lockPatience, standstillMilliseconds } from './patience.ts';
import { requireTables } from './required-tables.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { asDatabaseError, isDiskFault } from './sqlite-error.ts';

const flavour: SqlFlavour = {
  identity: 'integer primary key autoincrement',
  bytes: 'blob',
  utcNow: `(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))`,
  secondsNow: `((julianday('now') - 2440587.5) * 86400.0)`,
  snapshot: 'begin deferred',
  hasMachines: false,
};

export interface OpeningSettings {
  readonly mustExist?: boolean;
  /** How long to wait for another process that holds the file's lock; unlimited while a study is leased. */
  readonly patienceMilliseconds?: number;
  /** Refuses every change once the tables are migrated to this version. */
  readonly isReadOnly?: boolean;
  /** Neither changes nor migrates anything: DatabaseError for tables of another version. */
  readonly isReader?: boolean;
  /** The user's name for the file, if it differs from its path. */
  readonly title?: string;
}

/**
 * Opens a database file, or ':memory:'; creates it with its tables when it does not exist, unless `mustExist`. A file
 * that cannot be opened, is damaged or not hpsearch's raises DatabaseError and stays unchanged; so does each later
 * method of the store. Any number of threads and processes may have the same file open.
 */
export async function openSqliteStore(file: string, settings: OpeningSettings = {}): Promise<Store> {
  const { mustExist = false, isReader = false, title = file } = settings;
  const { patienceMilliseconds = shortMilliseconds } = settings;
  const patience = lockPatience(title, patienceMilliseconds);
  const handle = await patiently(() => openHandle(file, mustExist, isReader), patience).catch((error) => {
    throw unopened(error, title);
  });
  try {
    const turnKey = handle.memory ? handle : realpathSync(file);
    const database = new Kysely<Tables>({ dialect: sqliteDialect(handle, turnKey, patience) });
    if (isReader) await requireCurrent(database, title);
    else await forgettably(database, handle, (own) => migrate(own, flavour, title));
    await patiently(() => requireTables(handle, title), patience);
    if (settings.isReadOnly) handle.pragma('query_only = on');
    // In memory, and where no log is possible, there is nothing to sync.
    const isLogged = handle.pragma('journal_mode', { simple: true }) === 'wal';
    const log = isLogged ? new LogSync(`${realpathSync(file)}-wal`, title) : undefined;
    const store = sqlStore(database, {
      flavour,
      forgettably: (work) => forgettably(database, handle, work),
      sync: async () => log?.sync(),
      run: (method) =>
        method().catch((error) => {
          throw asDatabaseError(error, title);
        }),
      dataVersion: () => Number(handle.pragma('data_version', { simple: true })),
      close: async () => {
        await log?.close();
        await (isReader ? database.destroy() : close(database, handle));
      },
    });
    return endlessWhileLeased(store, patience);
  } catch (error) {
    handle.close();
    throw asDatabaseError(error, title);
  }
}

function openHandle(file: string, mustExist: boolean, isReader: boolean): SqliteDatabase.Database {
  // Closing another program's database would merge its log into it, unless it is open for reading only.
  if (existsSync(`${file}-wal`)) lookOnly(file);
  const handle = new SqliteDatabase(file, { fileMustExist: mustExist, timeout: standstillMilliseconds });
  try {
    refuseForeign(handle);
    if (isReader) {
      handle.pragma('query_only = on');
      return handle;
    }
    handle.pragma('journal_mode = wal');
    handle.pragma('synchronous = full');
    handle.pragma('foreign_keys = on');
    return handle;
  } catch (error) {
    handle.close();
    throw error;
  }
}

/** An error without a SQLite code, such as another program's tables or a missing folder, keeps its own message. */
function unopened(cause: unknown, file: string): unknown {
  const known = asDatabaseError(cause, file);
  if (known !== cause) return known;
  return new DatabaseError(`cannot open ${file} as a database: ${reasonOf(cause)}`, { cause });
}

function lookOnly(file: string): void {
  let handle: SqliteDatabase.Database | undefined;
  try {
    const settings = { readonly: true, fileMustExist: true, timeout: standstillMilliseconds };
    handle = new SqliteDatabase(file, settings);
    refuseForeign(handle);
  } catch (error) {
    // Any other error recurs when the file is actually opened.
    if (error instanceof UsageError) throw error;
  } finally {
    handle?.close();
  }
}

/** This is also the first read, which fails for a file of another kind. An empty database is not yet any program's. */
function refuseForeign(handle: SqliteDatabase.Database): void {
  const names = handle.prepare('select name from sqlite_schema').pluck().all();
  if (names.length > 0 && !names.includes('hpsearch_migrations')) {
    throw new UsageError('it belongs to another program');
  }
}

/** Commits go to the log in order, but are synced only with the next synced commit: https://sqlite.org/wal.html. */
export function forgettably<T>(
  database: Database,
  handle: SqliteDatabase.Database,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  // The connection is reserved meanwhile: another commit on it would not be synced either.
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
 * Moves the log into the database file, so that a finished study is one file. Does not wait for other connections. When
 * the disk is too full, the log stays and nothing is lost.
 */
async function close(database: Database, handle: SqliteDatabase.Database): Promise<void> {
  handle.pragma('busy_timeout = 0');
  try {
    await sql`pragma wal_checkpoint(truncate)`.execute(database);
  } catch (error) {
    if (!isDiskFault(error)) throw error;
  } finally {
    await database.destroy();
  }
}
