import SqliteDatabase from 'better-sqlite3';
import { describeFault, type Fault, UsageError } from '../faults/errors.ts';

/** A database that cannot be used as it is, or not now: its file and the reason, in one line. */
export class DatabaseError extends UsageError {}

/** A row that holds what hpsearch never writes; whoever knows the file makes a DatabaseError of it. */
export class RowFault extends Error {
  override readonly name = 'RowFault';
  readonly fault: Omit<Fault, 'file'>;

  constructor(fault: Omit<Fault, 'file'>) {
    super(describeFault({ file: 'database', ...fault }));
    this.fault = fault;
  }
}

/** `error` as a DatabaseError where the database's file is its cause; any other error as it is. */
export function asDatabaseError(error: unknown, file: string): unknown {
  if (error instanceof RowFault) return new DatabaseError(describeFault({ file, ...error.fault }));
  const reason = reasonOf(error);
  return reason === undefined ? error : new DatabaseError(`${file} ${reason}`, { cause: error });
}

/** True where another process, or another connection, is at work on the file just now. */
export function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_BUSY') || codeOf(error).startsWith('SQLITE_LOCKED');
}

/** True where the disk is full or does not let SQLite write: what it holds already is not lost. */
export function isDiskFault(error: unknown): boolean {
  return /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN)/.test(codeOf(error));
}

/** Without the extended code's suffix: SQLITE_IOERR_READ is a kind of SQLITE_IOERR. */
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

/** Undefined for an error of the program: a query that is no SQL, a value of no type that SQL has. */
function reasonOf(error: unknown): string | undefined {
  const code = codeOf(error);
  if (code === '') return undefined;
  const { message } = error as Error;
  const reason = reasons.find(([pattern]) => pattern.test(code))?.[1];
  if (reason !== undefined) return isBusy(error) ? reason : `${reason} (${message})`;
  // Every statement of ours fits the tables that the migrations make.
  if (/syntax error|MISUSE|RANGE/.test(`${code} ${message}`)) return undefined;
  return `does not hold the tables of hpsearch (${message})`;
}

function codeOf(error: unknown): string {
  return error instanceof SqliteDatabase.SqliteError ? error.code : '';
}
