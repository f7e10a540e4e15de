import { mkdirSync, readdirSync, realpathSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, parse } from 'node:path';
import { UsageError } from '../faults/errors.ts';
import { message } from '../faults/message.ts';
import { entryAt, type Place, placeOf } from './place.ts';
import { reasonOf } from './system-fault.ts';
import { holdsRead, isWithin, optionFault, realpath, replaces, withOption } from './target.ts';
import { holdTemporary, releaseTemporary, unusedName } from './temporaries.ts';
import { throwIfInterrupted } from './write-whole.ts';

/** A folder that an option names to be written. */
export interface FolderTarget {
  /** The option's name. */
  readonly option: string;
  readonly path: string;
  readonly mayReplace: boolean;
  /** Files and folders that the command reads. */
  readonly reads: readonly string[];
  /** The first entry of a folder that is not of its kind; undefined where all are. */
  foreignEntry(folder: string): string | undefined;
}

/** UsageError unless the folder is new, or holds nothing but an older one of its kind that may be replaced. */
export function requireFolderTarget(target: FolderTarget): Place {
  const { option, path, mayReplace, reads } = target;
  return withOption(option, path, () => {
    const place = folderPlaceOf(path);
    if (place.holds === 'file') throw new UsageError(`${path} is a file, not a folder`);
    if (place.holds === 'nothing') return place;
    const precious = preciousness(place.path);
    if (precious !== undefined) throw new UsageError(`${path} is ${precious}, and stays`);
    const foreign = target.foreignEntry(place.path);
    if (foreign !== undefined) {
      throw new UsageError(
        `${path} holds files that hpsearch did not export (${foreign}); it is left as it is`,
      );
    }
    if (holdsRead(place.path, reads)) {
      throw new UsageError(`${path} holds what this command reads, and stays`);
    }
    if (!mayReplace) {
      throw new UsageError(message`${path} is there already: ${replaces} puts the model in its place`);
    }
    return place;
  });
}

/**
 * Has `write` fill a folder under a temporary name, and puts it in its place when it is whole; an older one is set aside
 * first and comes back on failure. Else nothing stays. InterruptedError when the signal is aborted by then.
 */
export async function writeFolder<T>(
  target: FolderTarget,
  signal: AbortSignal,
  write: (part: string) => Promise<T>,
): Promise<T> {
  requireFolderTarget(target);
  let made: string | undefined;
  let part: string | undefined;
  let isDone = false;
  try {
    made = mkdirSync(dirname(target.path), { recursive: true });
    part = holdTemporary(realpathSync(dirname(target.path)));
    mkdirSync(part);
    const result = await write(part);
    throwIfInterrupted(signal, target.path);
    putInPlace(part, target);
    isDone = true;
    return result;
  } catch (error) {
    throw optionFault(target.option, target.path, error);
  } finally {
    if (part !== undefined) releaseTemporary(part);
    if (made !== undefined && !isDone) removeMade(dirname(target.path), made);
  }
}

/** The nearest folder above a new one must be there; `none/../a` leads nowhere. */
function folderPlaceOf(path: string): Place {
  const trimmed = path.replace(/(?<=[^/\\])[/\\]+$/, '');
  const above = dirname(trimmed);
  if (trimmed.trim() === '' || entryAt(trimmed) || entryAt(above)) return placeOf(trimmed);
  if (basename(above) === '..') throw new UsageError(`there is no folder ${above}`);
  const place = folderPlaceOf(above);
  if (place.holds === 'file') throw new UsageError(`${above} is a file, not a folder`);
  return { path: join(place.path, basename(trimmed)), holds: 'nothing' };
}

/** Why a folder is never replaced, whatever is in it. */
function preciousness(folder: string): string | undefined {
  if (folder === parse(folder).root) return 'the root of the file system';
  if (isWithin(realpathSync(process.cwd()), folder)) return 'the working directory, or above it';
  if (isWithin(realpath(homedir()), folder)) return 'a home directory, or above it';
  if (statSync(folder).dev !== statSync(dirname(folder)).dev) return 'a mount point';
  return undefined;
}

function putInPlace(part: string, target: FolderTarget): void {
  // Once more: minutes may have gone by.
  const { path, holds } = requireFolderTarget(target);
  // Onto an empty folder too; one that has been filled meanwhile refuses.
  if (holds === 'nothing' || readdirSync(path).length === 0) {
    renameSync(part, path);
    return;
  }
  const aside = unusedName(dirname(path), 'old');
  renameSync(path, aside);
  try {
    const foreign = target.foreignEntry(aside);
    if (foreign !== undefined) throw new UsageError(`${target.path} stays: it now holds ${foreign}`);
    renameSync(part, path);
  } catch (error) {
    renameSync(aside, path);
    throw error;
  }
  try {
    rmSync(aside, { recursive: true });
  } catch (error) {
    const reason = reasonOf(error);
    throw new UsageError(
      `${target.path} is written, but the older folder, now ${aside}, cannot be removed: ${reason}`,
      { cause: error },
    );
  }
}

function removeMade(folder: string, last: string): void {
  try {
    removeEmpty(realpathSync(folder), realpathSync(last));
  } catch {
    // The folder stays: the error that led here is the one to report.
  }
}

/** Those that were made for the target, from the lowest to `last`. */
function removeEmpty(folder: string, last: string): void {
  if (!isWithin(folder, last) || readdirSync(folder).length > 0) return;
  rmdirSync(folder);
  removeEmpty(dirname(folder), last);
}
