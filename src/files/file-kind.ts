import { closeSync, openSync, readSync } from 'node:fs';

/** A kind of file that hpsearch writes, and may therefore replace. */
export interface FileKind {
  /** In the plural: "predictions that hpsearch wrote". */
  readonly name: string;
  /** True when a regular file is of this kind, judged by its content. */
  recognises(file: string): boolean;
}

/** At most `bytes` of a file's first bytes. */
export function beginningOf(file: string, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  const handle = openSync(file, 'r');
  try {
    return buffer.subarray(0, readSync(handle, buffer, 0, bytes, 0));
  } finally {
    closeSync(handle);
  }
}

/** The first line without its line break; undefined when it is longer than any line that hpsearch writes. */
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

/** The files that SQLite keeps beside a database: its log, its index and its journal. */
export function companionsOf(path: string): string[] {
  return companionEndings.map((ending) => path + ending);
}

const companionEndings = ['-wal', '-shm', '-journal'] as const;
const companionName = new RegExp(`^(.+)(?:${companionEndings.join('|')})$`, 's');

/** The database to which a file of this name would belong; undefined for any other name. */
export function ownerOf(path: string): string | undefined {
  return companionName.exec(path)?.[1];
}

/** The header of the file format: https://sqlite.org/fileformat.html. */
export function isSqliteFile(file: string): boolean {
  return beginningOf(file, 16).toString('latin1') === 'SQLite format 3\0';
}

/** True when the header says that the database uses a write-ahead log. */
export function isWriteAhead(file: string): boolean {
  return beginningOf(file, 20)[19] === 2;
}
