import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';
import { beginningOf, companionsOf, isSqliteFile, ownerOf } from '../../files/file-kind.ts';
import { pathFault, placeOf } from '../../files/place.ts';
import { reasonOf, systemFault } from '../../files/system-fault.ts';

/** Where a database is or will be, without links; `isWritable` is false on a read-only medium. */
export interface DatabasePlace {
  readonly path: string;
  readonly holds: 'nothing' | 'empty' | 'database';
  readonly isWritable: boolean;
}

/**
 * Looks at what `--db` names, without SQLite. UsageError for a path that can hold no database: a folder, a device, a file of
 * another kind, a folder that is not there.
 */
export function databasePlaceOf(file: string): DatabasePlace {
  if (pathFault(file) !== undefined || file === ':memory:') {
    const fault = pathFault(file) ?? 'must be a file, which the workers open too';
    throw new UsageError(message`${option('db')} needs the path of a file: it ${fault ?? ''}`);
  }
  return orCannotOpen(file, () => {
    const first = placeOf(file);
    const stray = first.holds === 'nothing' ? strayLogOf(first.path) : undefined;
    // Another process may have made the database since it was looked for.
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

/** As `databasePlaceOf`, of a database that is to be made or written. UsageError where it cannot be. */
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

/** Runs `open`; what goes wrong with the file is one UsageError that names it. */
export function orCannotOpen<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (cause) {
    if (!(cause instanceof UsageError) && systemFault(cause) === undefined) throw cause;
    throw new UsageError(`cannot open ${file} as a database: ${reasonOf(cause)}`, { cause });
  }
}

/** A log without its database: SQLite would take it for its own, and remove or replay it. */
function strayLogOf(path: string): string | undefined {
  return companionsOf(path).find((file) => existsSync(file));
}

/** The first bytes of SQLite's logs: https://sqlite.org/fileformat.html. */
const logBeginnings = { '-journal': ['d9d505f920a163d7'], '-wal': ['377f0682', '377f0683'] } as const;

/** A file of the user's under the name of a log, which SQLite would remove. UsageError names it. */
function refuseForeignLog(path: string, isEmpty: boolean): void {
  const logs = Object.entries(logBeginnings).map(([ending, begins]) => ({ log: path + ending, begins }));
  const foreign = logs.find(({ log, begins }) => existsSync(log) && !beginsWith(log, begins))?.log;
  // Of an empty database, a journal of SQLite's is that of a process that is making it just now.
  if (foreign === undefined) return;
  const constraint = isEmpty ? 'is there without its database' : 'is no log of SQLite, which would remove it';
  throw new UsageError(`${foreign} ${constraint}`);
}

function beginsWith(log: string, begins: readonly string[]): boolean {
  const bytes = beginningIfThere(log);
  // SQLite fills in a journal's first bytes last, and puts zeros there when it is done with.
  return /^0*$/.test(bytes) || begins.some((beginning) => bytes.startsWith(beginning));
}

/** In hexadecimal; nothing where another process has removed the log meanwhile, or keeps it from us. */
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
