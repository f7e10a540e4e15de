import { DatabaseError as PostgresError } from 'pg';
import { describeFault } from '../../faults/errors.ts';
import { DatabaseError, RowFault } from '../database-error.ts';

/** A DatabaseError when the server at `place` caused `error`, or the way to it; any other error unchanged. */
export function asDatabaseError(error: unknown, place: string): unknown {
  if (error instanceof RowFault) return new DatabaseError(describeFault({ file: place, ...error.fault }));
  const reason = reasonOf(error);
  return reason === undefined ? error : new DatabaseError(`${place} ${reason}`, { cause: error });
}

/** True when the connection is lost, or could not be made for now: trying again may help. */
export function isLost(error: unknown): boolean {
  const code = codeOf(error);
  if (error instanceof PostgresError) return isBusy(error) || /^(?:08|57P0[12]|25P03)/.test(code);
  return (
    lostCodes.test(code) || hasNoSocket(error) || (error instanceof Error && lostMessages.test(error.message))
  );
}

/** True when the server of this machine is not running: its socket is a file. */
function hasNoSocket(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' && (error as { readonly syscall?: unknown }).syscall === 'connect';
}

/** True when the server is there but takes no connection yet: it starts, or has too many. */
export function isBusy(error: unknown): boolean {
  return error instanceof PostgresError && /^(?:57P03|53300)/.test(codeOf(error));
}

/** True when the server has undone a transaction for the sake of others. */
export function isUndone(error: unknown): boolean {
  return error instanceof PostgresError && /^40(?:001|P01)/.test(codeOf(error));
}

const lostCodes =
  /^(?:ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN)$/;

/** Errors of pg that have no code. */
const lostMessages =
  /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Client was closed)/;

/** The codes of https://www.postgresql.org/docs/current/errcodes-appendix.html, by their beginnings. */
const reasons: readonly (readonly [code: RegExp, reason: string])[] = [
  [/^28P01/, 'cannot be opened: the password is wrong'],
  [/^28/, 'cannot be opened: the server does not admit this user'],
  [/^3D000/, 'cannot be opened: the server has no database of that name'],
  [/^3F000/, 'does not hold the tables of hpsearch'],
  [/^42501/, 'may not be used by this user'],
  [/^25006/, 'may not be written: the server is a read-only copy, or the session is read-only'],
  [/^53300/, 'cannot be reached: the server has no connection left'],
  [/^53/, 'cannot grow: the server has no room left'],
  [/^57P03/, 'cannot be reached: the server is starting or stopping'],
  [/^(?:08|57P0|25P03)/, 'cannot be reached: the server has ended the connection'],
  [/^57014/, 'cannot be read or written: the server has cancelled the statement'],
  [/^(?:58|XX)/, 'cannot be read or written'],
  [/^23/, 'is damaged: its tables contradict each other'],
  [/^42(?:P01|703|883)/, 'does not hold the tables of hpsearch'],
  [/^40/, 'is locked by another process'],
];

/** Undefined for a programming error, such as a query with a syntax error. */
function reasonOf(error: unknown): string | undefined {
  const code = codeOf(error);
  if (error instanceof PostgresError) {
    const reason = reasons.find(([pattern]) => pattern.test(code))?.[1];
    return reason && `${reason} (${error.message})`;
  }
  if (!(error instanceof Error)) return undefined;
  return networkReason(error, code) ?? tlsReason(error, code);
}

function networkReason(error: Error, code: string): string | undefined {
  const { address, port, hostname, path } = firstOf(error) as {
    readonly [name in 'address' | 'port' | 'hostname' | 'path']?: unknown;
  };
  const at = address === undefined ? '' : ` at ${address}${port === undefined ? '' : ` port ${port}`}`;
  if (code === 'ENOTFOUND') return `cannot be reached: there is no host ${hostname}`;
  if (code === 'EAI_AGAIN') return `cannot be reached: the name ${hostname} cannot be looked up now`;
  if (code === 'ECONNREFUSED' || hasNoSocket(error)) return `cannot be reached: no server answers${at}`;
  if (code === 'ENOENT') return `cannot be opened: there is no file ${path ?? address}`;
  if (isLost(error)) return `cannot be reached: ${message(error)}`;
  if (/^SASL: .*password must be/.test(error.message)) {
    return 'cannot be opened: the server asks for a password, and none is given';
  }
  return undefined;
}

function tlsReason(error: Error, code: string): string | undefined {
  if (/does not support SSL/.test(error.message)) return 'cannot be opened: the server does not offer TLS';
  if (/^(?:ERR_(?:TLS|SSL|OSSL)|.*(?:CERT|CRL|SIGNATURE|_CA\b))/.test(code)) {
    return `cannot be opened: TLS failed (${message(error)})`;
  }
  if (/sslmode|sslrootcert|sslnegotiation/.test(error.message)) return `cannot be opened: ${message(error)}`;
  return undefined;
}

/** The first error of a connection that was tried at several addresses. */
function firstOf(error: Error): Error {
  return error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error;
}

function message(error: Error): string {
  return firstOf(error).message.split('\n')[0] ?? '';
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : '';
}
