import { linkSync, renameSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InterruptedError, UsageError } from '../faults/errors.ts';
import type { Place } from './place.ts';
import { type FileTarget, optionFault, requireFileTarget } from './target.ts';
import { holdTemporary, releaseTemporary } from './temporaries.ts';

/**
 * Lets `write` make a file with a temporary name beside the target, and renames it once it is complete; nothing remains
 * when `write` fails. UsageError, before `write` begins, for an invalid target.
 */
export async function writeWhole<T>(
  target: FileTarget,
  write: (temporary: string) => Promise<T>,
): Promise<T> {
  const { option, path } = target;
  const folder = dirname(requireFileTarget(target).path);
  let temporary: string | undefined;
  try {
    temporary = holdTemporary(folder);
    const result = await write(temporary);
    // Checked again: minutes may have passed.
    giveName(temporary, requireFileTarget(target));
    return result;
  } catch (error) {
    throw optionFault(option, path, error);
  } finally {
    if (temporary !== undefined) releaseTemporary(temporary);
  }
}

/** Like `writeWhole`, for a file that is open while `write` runs, and synced to the disk when it ends. */
export function writeWholeText<T>(target: FileTarget, write: (open: FileHandle) => Promise<T>): Promise<T> {
  return writeWhole(target, async (temporary) => {
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

/**
 * To be called while a file has a temporary name: throws InterruptedError, so that it is removed, once the signal is
 * aborted.
 */
export function throwIfInterrupted(signal: AbortSignal, path: string): void {
  if (signal.aborted) throw new InterruptedError(`interrupted: ${path} was not written`);
}

/** A new name is linked: a rename would overwrite a file created in the meantime. */
export function giveName(temporary: string, { path, holds }: Place): void {
  if (holds !== 'nothing') {
    renameSync(temporary, path);
    return;
  }
  try {
    linkSync(temporary, path);
  } catch (error) {
    const code = String((error as NodeJS.ErrnoException).code);
    if (code === 'EEXIST') throw new UsageError(`${path} was created meanwhile and is left as it is`);
    if (!withoutLinks.includes(code)) throw error;
    renameSync(temporary, path);
  }
}

/** The errors of file systems without hard links. */
const withoutLinks: readonly string[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];
