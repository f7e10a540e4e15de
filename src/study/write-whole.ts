import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InterruptedError, UsageError } from '../errors.ts';

/** A file that a flag names. */
export interface NamedFile {
  /** Without its dashes: "to". */
  readonly flag: string;
  readonly path: string;
  readonly mayReplace: boolean;
}

/**
 * Has `write` make a file under a temporary name beside the one that was asked for, and gives it that name once it is
 * whole; nothing stays behind when `write` fails. UsageError, before `write` begins, where there can be no such file, or
 * where one is there that may not be replaced.
 */
export async function writeWhole<T>(file: NamedFile, write: (temporary: string) => Promise<T>): Promise<T> {
  const { flag, path } = file;
  const problem = problemOf(file);
  if (problem !== undefined) throw new UsageError(`--${flag}: ${problem}`);
  const temporary = `${path}.${process.pid}.part`;
  rmSync(temporary, { force: true });
  try {
    const result = await write(temporary);
    renameSync(temporary, path);
    return result;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw isOfFiles(error) ? new UsageError(`--${flag}: ${path} cannot be written: ${error.code}`) : error;
  }
}

/** As `writeWhole`, of a file that is open for as long as `write` takes, and on the disk when it ends. */
export function writeWholeText<T>(file: NamedFile, write: (open: FileHandle) => Promise<T>): Promise<T> {
  return writeWhole(file, async (temporary) => {
    const opened = await open(temporary, 'wx');
    try {
      const result = await write(opened);
      await opened.sync();
      return result;
    } finally {
      await opened.close();
    }
  });
}

/** To be asked while something is under a temporary name: InterruptedError, so that it is removed, once the signal is aborted. */
export function throwIfInterrupted(signal: AbortSignal, path: string): void {
  if (signal.aborted) throw new InterruptedError(`interrupted: ${path} was not written`);
}

function problemOf({ path, mayReplace }: NamedFile): string | undefined {
  const folder = dirname(path);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return `there is no folder ${folder}`;
  if (!existsSync(path)) return undefined;
  if (statSync(path).isDirectory()) return `${path} is a folder`;
  return mayReplace ? undefined : `${path} exists already: --replace writes over it`;
}

/** A full disk, a folder that may not be written: the system's word for it is enough. */
function isOfFiles(error: unknown): error is NodeJS.ErrnoException {
  const codes = ['EACCES', 'EPERM', 'ENOSPC', 'EROFS', 'EDQUOT', 'ENAMETOOLONG', 'EFBIG'];
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
