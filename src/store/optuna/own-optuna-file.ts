import { existsSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { isSqliteFile, isWriteAhead } from '../../files/file-kind.ts';

/**
 * True for an Optuna database in which every study has the attribute `mark`: one that `writeOptuna` made. One that has
 * a log is in use, or another program's, and is not even opened, since opening would change it.
 */
export function isOwnOptunaFile(file: string, mark: string): boolean {
  if (!isSqliteFile(file) || isWriteAhead(file) || existsSync(`${file}-journal`)) return false;
  let database: SqliteDatabase.Database | undefined;
  try {
    database = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
    const studies = database.prepare('select study_id from studies').pluck().all();
    const marked = database
      .prepare('select distinct study_id from study_user_attributes where "key" = ?')
      .pluck()
      .all(mark);
    return studies.length > 0 && studies.every((study) => marked.includes(study));
  } catch {
    // It has other tables, is damaged, or cannot be opened.
    return false;
  } finally {
    database?.close();
  }
}
