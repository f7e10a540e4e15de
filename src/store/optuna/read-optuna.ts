import { existsSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { UsageError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';
import { copyForReading } from '../../files/database-copy.ts';
import { isWriteAhead } from '../../files/file-kind.ts';
import { requireExistingFile } from '../../files/readable-file.ts';
import { systemFault } from '../../files/system-fault.ts';
import { asDatabaseError } from '../sqlite/sqlite-error.ts';
import { OptunaRows } from './optuna-rows.ts';
import { readableRevisions } from './optuna-schema.ts';
import type { OptunaStudy } from './optuna-study.ts';
import { directions, studies } from './optuna-tables.ts';
import { attributesOf, readTrials } from './read-trials.ts';

/**
 * Reads a study of a SQLite file that Optuna 3.0 to 5 wrote; `name` may be left out when the file holds only one.
 * UsageError for any other file, a missing study, and one with several objectives; FaultsError names the rows with
 * content that Optuna does not write. The file stays unchanged.
 */
export function readOptuna(file: string, name: string | undefined): OptunaStudy {
  requireExistingFile(file);
  // To read a database in WAL mode SQLite creates files beside it, which a read-only connection does not remove.
  const copy = isWriteAhead(file) && !isInUse(file) ? copyForReading(file) : undefined;
  try {
    return readStudy(open(copy?.path ?? file, file), file, name);
  } finally {
    copy?.remove();
  }
}

function isInUse(file: string): boolean {
  return ['-wal', '-shm'].every((ending) => existsSync(file + ending));
}

function readStudy(database: SqliteDatabase.Database, file: string, name: string | undefined): OptunaStudy {
  try {
    checkRevision(database, file);
    const rows = new OptunaRows(database, file);
    const { study_id: id, study_name: title } = chooseStudy(rows, file, name);
    const study: OptunaStudy = {
      name: title,
      direction: directionOf(rows, id, title),
      userAttributes: attributesOf(rows, 'study', 'user', id).get(id) ?? {},
      systemAttributes: attributesOf(rows, 'study', 'system', id).get(id) ?? {},
      trials: readTrials(rows, id),
    };
    rows.throwIfAny();
    return study;
  } catch (error) {
    throw asDatabaseError(error, file);
  } finally {
    database.close();
  }
}

function open(path: string, file: string): SqliteDatabase.Database {
  let database: SqliteDatabase.Database | undefined;
  try {
    database = new SqliteDatabase(path, { readonly: true, fileMustExist: true });
    database.prepare('select count(*) from sqlite_schema').get();
    return database;
  } catch (cause) {
    database?.close();
    if (systemFault(cause) !== undefined) throw cause;
    throw new UsageError(`${file}: is not an SQLite database`, { cause });
  }
}

function checkRevision(database: SqliteDatabase.Database, file: string): void {
  const tables = database.prepare(`select name from sqlite_schema where type = 'table'`).pluck().all();
  if (!['alembic_version', 'version_info', 'trial_params'].every((table) => tables.includes(table))) {
    throw new UsageError(`${file}: is not a database of Optuna's`);
  }
  const revision = database.prepare('select version_num from alembic_version').pluck().get();
  if (readableRevisions.includes(String(revision))) return;
  throw new UsageError(
    `${file}: has Optuna's tables in version ${revision}, and those of Optuna 3.0 to 5 can be read; optuna storage upgrade brings older ones there`,
  );
}

interface StudyRow {
  readonly study_id: number;
  readonly study_name: string;
}

function chooseStudy(rows: OptunaRows, file: string, name: string | undefined): StudyRow {
  const all = rows.select<StudyRow>(studies, '');
  rows.throwIfAny();
  const [first, ...others] = name === undefined ? all : all.filter((each) => each.study_name === name);
  const names = all
    .slice(0, 20)
    .map((each) => each.study_name)
    .join(', ');
  if (first === undefined) {
    if (all.length === 0) throw new UsageError(`${file}: holds no study`);
    throw new UsageError(
      message`${option('study')}: there is no study '${name ?? ''}' in ${file}; it holds ${names}`,
    );
  }
  if (others.length === 0) return first;
  throw new UsageError(message`${file} holds several studies: name one of ${names} with ${option('study')}`);
}

function directionOf(rows: OptunaRows, study: number, name: string): OptunaStudy['direction'] {
  type Row = { readonly direction: OptunaStudy['direction'] };
  const found = rows.select<Row>(directions, 'where study_id = ?', [study]);
  rows.throwIfAny();
  const [first, ...others] = found;
  if (first !== undefined && others.length === 0) return first.direction;
  throw new UsageError(
    `study '${name}' has ${found.length} objectives: a study with one alone can be imported`,
  );
}
