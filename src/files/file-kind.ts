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
  const bytes = beginningOf(file, longest);
  const end = bytes.indexOf('\n');
  if (end < 0 && bytes.length >= longest) return undefined;
  return bytes
    .subarray(0, end < 0 ? bytes.length : end)
    .toString('utf8')
    .replace(/\r$/, '');
}

/** The files that SQLite keeps beside a database, its log, its index and its journal; they belong to it. */
export function companionsOf(path: string): string[] {
  return companionEndings.map((ending) => path + ending);
}

const companionEndings = ['-wal', '-shm', '-journal'] as const;
const companionName = new RegExp(`^(.+)(?:${companionEndings.join('|')})$`, 's');

/** The database that a file of this name would belong to; undefined for any other name. */
export function ownerOf(path: string): string | undefined {
  return companionName.exec(path)?.[1];
}

/** The header of the file format: https://sqlite.org/fileformat.html. */
export function isSqliteFile(file: string): boolean {
  return beginningOf(file, 16).toString('latin1') === 'SQLite format 3\0';
}

/** Whether the header says that the database keeps a write-ahead log. */
export function isWriteAhead(file: string): boolean {
  return beginningOf(file, 20)[19] === 2;
}
