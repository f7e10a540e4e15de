import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, type Stats } from 'node:fs';
import { basename, dirname } from 'node:path';
import { didYouMean } from '../faults/did-you-mean.ts';
import { type Fault, FaultsError } from '../faults/errors.ts';

/**
 * The text of a regular, non-empty file. Raises FaultsError when there is no such file, when it is not text, or when it
 * has more than `most` bytes.
 */
export function readText(path: string, most = largestText): string {
  const text = decode(readBytes(path, most), path);
  if (text.trim() === '') throw unreadable(path, 'is empty');
  return text;
}

/** A limit of a file's size, and the hint for a file that exceeds it. */
interface Largest {
  readonly bytes: number;
  readonly constraint: string;
  readonly hint?: string;
}

/** A JavaScript string holds at most 2^29 characters. */
const largestText: Largest = { bytes: 2 ** 29 - 1000, constraint: 'must hold at most 500 MB' };

function readBytes(path: string, most: Largest): Uint8Array {
  try {
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      refuseOthers(path, fstatSync(file), most);
      return readAtMost(file, path, most);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof FaultsError) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw unreadable(path, 'does not exist', nearFile(path));
    if (code === 'ENAMETOOLONG') throw unreadable(path, 'has a longer name than a file can have');
    if (code === 'ELOOP') throw unreadable(path, 'is a link that leads to itself');
    if (code === 'ERR_INVALID_ARG_VALUE') throw unreadable(path, 'must be a path without a NUL character');
    if (code === 'EACCES' || code === 'EPERM') throw unreadable(path, 'may not be read: permission denied');
    if (code === undefined) throw error;
    throw unreadable(path, `cannot be read: ${code}`);
  }
}

/** Opened without blocking: opening a pipe would wait for its writer, and some devices never end. */
function refuseOthers(path: string, stats: Stats, { bytes, constraint, hint }: Largest): void {
  if (stats.isDirectory()) throw unreadable(path, 'is a folder', 'name a space file in it');
  if (!stats.isFile()) throw unreadable(path, 'must be a regular file, and no pipe or device');
  if (stats.size > bytes) throw new FaultsError([{ ...faultOf(path, constraint, hint), value: stats.size }]);
}

/** Reads up to the limit: virtual files such as those of /proc report no size. */
function readAtMost(file: number, path: string, { bytes, constraint, hint }: Largest): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let length = 0; length <= bytes; ) {
    const piece = Buffer.alloc(2 ** 16);
    const read = readSync(file, piece, 0, piece.length, null);
    if (read === 0) return Buffer.concat(pieces);
    pieces.push(piece.subarray(0, read));
    length += read;
  }
  throw unreadable(path, constraint, hint);
}

/** Strict UTF-8; drops the byte order mark that some editors write. */
function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) throw unreadable(path, 'is not text in UTF-8');
    throw error;
  }
}

function nearFile(path: string): string | undefined {
  try {
    return didYouMean(basename(path), readdirSync(dirname(path)));
  } catch {
    // The folder does not exist either, so there is no similar name.
    return undefined;
  }
}

function unreadable(file: string, constraint: string, hint?: string): FaultsError {
  return new FaultsError([faultOf(file, constraint, hint)]);
}

function faultOf(file: string, constraint: string, hint?: string): Fault {
  return { file, field: '', constraint, ...(hint === undefined ? {} : { hint }) };
}
