import { existsSync, rmSync, statSync, truncateSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { companionsOf } from '../../files/file-kind.ts';

/**
 * Removes a database that this process created and that holds no trial; a file that existed before stays, empty. The
 * file also stays when another process has it open, since the lock is exclusive.
 */
export function discardIfEmpty(file: string, staysEmpty: boolean): void {
  if (!existsSync(file)) return;
  let handle: SqliteDatabase.Database | undefined;
  try {
    handle = new SqliteDatabase(file, { fileMustExist: true, timeout: 0 });
    handle.pragma('locking_mode = exclusive');
    lock(handle, file);
    if (holdsTrials(handle)) return;
    // While the lock is held: afterwards the files could be another process's.
    if (staysEmpty) truncateSync(file);
    else rmSync(file);
    for (const companion of companionsOf(file)) rmSync(companion, { force: true });
  } catch {
    // Locked or unreadable: the file stays, and the original error is the one to report.
  } finally {
    handle?.close();
  }
}

/** On a full disk SQLite cannot lock a database without a first page; such a file is empty. */
function lock(handle: SqliteDatabase.Database, file: string): void {
  try {
    handle.exec('begin exclusive');
  } catch (error) {
    if (statSync(file).size > 0) throw error;
  }
}

function holdsTrials(handle: SqliteDatabase.Database): boolean {
  const tables = handle.prepare(`select name from sqlite_schema where type = 'table'`).pluck().all();
  return tables.includes('trials') && handle.prepare('select 1 from trials limit 1').get() !== undefined;
}
