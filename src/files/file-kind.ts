import { closeSync, openSync, readSync } from 'node:fs';

/** A kind of file that hpsearch writes, and that may therefore stand in the place of an older one of its kind. */
export interface FileKind {
  /** In the plural: "predictions that hpsearch wrote". */
  readonly name: string;
  /** True when a regular file is of this kind, judged by what it holds. */
  recognises(file: string): boolean;
}

/** At most this many of a file's first bytes. */
export function beginningOf(file: string, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  const handle = openSync(file, 'r');
  try {
    return buffer.subarray(0, readSync(handle, buffer, 0, bytes, 0));
  } finally {
    closeSync(handle);
  }
}

/** The first line without its end, or undefined where it is longer than a line of hpsearch's would be. */
export function firstLineOf(file: string): string | undefined {
  const longest = 2 ** 20;
  const text = beginningOf(file, longest).toString('utf8');
  const end = text.indexOf('\n');
  if (end < 0 && text.length >= longest) return undefined;
  return (end < 0 ? text : text.slice(0, end)).replace(/\r$/, '');
}

/** The header of the file format: https://sqlite.org/fileformat.html. */
export function isSqliteFile(file: string): boolean {
  return beginningOf(file, 16).toString('latin1') === 'SQLite format 3\0';
}
