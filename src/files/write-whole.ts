import { linkSync, renameSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InterruptedError, UsageError } from '../faults/errors.ts';
import type { Place } from './place.ts';
import { type FileTarget, optionFault, requireFileTarget } from './target.ts';
import { holdTemporary, releaseTemporary } from './temporaries.ts';

/**
 * Has `write` make a file under a temporary name beside the target, and gives it the target's name once it is whole;
 * nothing stays behind when `write` fails. UsageError, before `write` begins, where the gate refuses the target.
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
    // Once more: minutes may have gone by.
    giveName(temporary, requireFileTarget(target));
    return result;
  } catch (error) {
    throw optionFault(option, path, error);
  } finally {
    if (temporary !== undefined) releaseTemporary(temporary);
  }
}

/** As `writeWhole`, of a file that is open for as long as `write` takes, and on the disk when it ends. */
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

/** To be asked while something is under a temporary name: InterruptedError, so that it is removed, once the signal is aborted. */
export function throwIfInterrupted(signal: AbortSignal, path: string): void {
  if (signal.aborted) throw new InterruptedError(`interrupted: ${path} was not written`);
}

/** A new name is linked, which fails where a rename would write over a file that has come in between. */
function giveName(temporary: string, { path, holds }: Place): void {
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

/** The answers of file systems that have no hard links. */
const withoutLinks: readonly string[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];
