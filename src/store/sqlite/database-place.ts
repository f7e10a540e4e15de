import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';
import { beginningOf, companionsOf, isSqliteFile, ownerOf } from '../../files/file-kind.ts';
import { pathFault, placeOf } from '../../files/place.ts';
import { reasonOf, systemFault } from '../../files/system-fault.ts';

/** The location of an existing or future database, with links resolved; `isWritable` is false on a read-only medium. */
export interface DatabasePlace {
  readonly path: string;
  readonly holds: 'nothing' | 'empty' | 'database';
  readonly isWritable: boolean;
}

/**
 * Examines the path of `--db`, without SQLite. UsageError for a path that can hold no database: a folder, a device, a
 * file of another kind, a missing folder.
 */
export function databasePlaceOf(file: string): DatabasePlace {
  if (pathFault(file) !== undefined || file === ':memory:') {
    const fault = pathFault(file) ?? 'must be a file, which the workers open too';
    throw new UsageError(message`${option('db')} needs the path of a file: it ${fault ?? ''}`);
  }
  const [, scheme] = /^([a-z][a-z\d+.-]*):\/\//i.exec(file) ?? [];
  if (scheme !== undefined) {
    throw new UsageError(
      message`${option('db')}: must be a file or a URL such as postgres://user@host/database, got one of ${scheme}`,
    );
  }
  return orCannotOpen(file, () => {
    const first = placeOf(file);
    const stray = first.holds === 'nothing' ? strayLogOf(first.path) : undefined;
    // Another process may have created the database in the meantime.
    const { path, holds } = stray === undefined ? first : placeOf(file);
    if (holds === 'folder') throw new UsageError('it is a directory');
    if (holds === 'nothing') {
      if (stray !== undefined) throw new UsageError(`${stray} is there without its database`);
      return { path, holds, isWritable: isWritable(dirname(path)) };
    }
    const owner = ownerOf(path);
    if (owner !== undefined && existsSync(owner)) throw new UsageError(`it belongs to the database ${owner}`);
    const isEmpty = statSync(path).size === 0;
    if (!isEmpty && !isSqliteFile(path)) throw new UsageError('file is not a database');
    refuseForeignLog(path, isEmpty);
    return {
      path,
      holds: isEmpty ? 'empty' : 'database',
      isWritable: isWritable(path) && isWritable(dirname(path)),
    };
  });
}

/** Like `databasePlaceOf`, for a database to create or write. UsageError when that is impossible. */
export function requireWritablePlace(file: string): DatabasePlace {
  const place = databasePlaceOf(file);
  if (!place.isWritable) {
    orCannotOpen(file, () => {
      accessSync(dirname(place.path), constants.W_OK);
      accessSync(place.path, constants.W_OK);
    });
  }
  return place;
}

/** Runs `open`; any error of the file becomes one UsageError that names it. */
export function orCannotOpen<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (cause) {
    if (!(cause instanceof UsageError) && systemFault(cause) === undefined) throw cause;
    throw new UsageError(`cannot open ${file} as a database: ${reasonOf(cause)}`, { cause });
  }
}

/** A log without its database: SQLite would take it for the new database's own, and remove or replay it. */
function strayLogOf(path: string): string | undefined {
  return companionsOf(path).find((file) => existsSync(file));
}

/** The first bytes of SQLite's logs: https://sqlite.org/fileformat.html. */
const logBeginnings = { '-journal': ['d9d505f920a163d7'], '-wal': ['377f0682', '377f0683'] } as const;

/** A user's file with the name of a log, which SQLite would remove. UsageError names it. */
function refuseForeignLog(path: string, isEmpty: boolean): void {
  const logs = Object.entries(logBeginnings).map(([ending, begins]) => ({ log: path + ending, begins }));
  const foreign = logs.find(({ log, begins }) => existsSync(log) && !beginsWith(log, begins))?.log;
  // For an empty database, a SQLite journal belongs to a process that is creating it right now.
  if (foreign === undefined) return;
  const constraint = isEmpty ? 'is there without its database' : 'is no log of SQLite, which would remove it';
  throw new UsageError(`${foreign} ${constraint}`);
}

function beginsWith(log: string, begins: readonly string[]): boolean {
  const bytes = beginningIfThere(log);
  // SQLite writes a journal's first bytes last, and overwrites them with zeros when it is finished.
  return /^0*$/.test(bytes) || begins.some((beginning) => bytes.startsWith(beginning));
}

/** In hexadecimal; empty when another process has removed the log in the meantime, or it cannot be read. */
function beginningIfThere(log: string): string {
  try {
    return beginningOf(log, 8).toString('hex');
  } catch (error) {
    if (systemFault(error) !== undefined) return '';
    throw error;
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
