import SqliteDatabase from 'better-sqlite3';
import { describeFault } from '../../faults/errors.ts';
import { DatabaseError, RowFault } from '../database-error.ts';

/** A DatabaseError when the file caused `error`; any other error unchanged. */
export function asDatabaseError(error: unknown, file: string): unknown {
  if (error instanceof RowFault) return new DatabaseError(describeFault({ file, ...error.fault }));
  const reason = reasonOf(error);
  return reason === undefined ? error : new DatabaseError(`${file} ${reason}`, { cause: error });
}

/** True when another process or connection holds the file's lock. */
export function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_BUSY') || codeOf(error).startsWith('SQLITE_LOCKED');
}

/** True when the disk is full or refuses the write: earlier commits are not lost. */
export function isDiskFault(error: unknown): boolean {
  return /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN)/.test(codeOf(error));
}

/** Matched without the suffix of extended codes: SQLITE_IOERR_READ is a kind of SQLITE_IOERR. */
const reasons: readonly (readonly [code: RegExp, reason: string])[] = [
  [/^SQLITE_(BUSY|LOCKED|PROTOCOL)/, 'is locked by another process'],
  [/^SQLITE_NOTADB/, 'is not a database'],
  [/^SQLITE_CORRUPT/, 'is damaged'],
  [/^SQLITE_READONLY/, 'may not be written'],
  [/^SQLITE_FULL/, 'cannot grow: its disk is full'],
  [/^SQLITE_IOERR/, 'cannot be read or written'],
  [/^SQLITE_CANTOPEN/, 'cannot be opened'],
  [/^SQLITE_CONSTRAINT/, 'is damaged: its tables contradict each other'],
];

/** Undefined for a programming error: a query with a syntax error, a value of a type that SQL lacks. */
function reasonOf(error: unknown): string | undefined {
  const code = codeOf(error);
  if (code === '') return undefined;
  const { message } = error as Error;
  const reason = reasons.find(([pattern]) => pattern.test(code))?.[1];
  if (reason !== undefined) return isBusy(error) ? reason : `${reason} (${message})`;
  // Our statements fit the tables of the migrations, so any other error means that the tables are not ours.
  if (/syntax error|MISUSE|RANGE/.test(`${code} ${message}`)) return undefined;
  return `does not hold the tables of hpsearch (${message})`;
}

function codeOf(error: unknown): string {
  return error instanceof SqliteDatabase.SqliteError ? error.code : '';
}
