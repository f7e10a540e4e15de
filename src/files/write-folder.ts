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

/** The target folder of an option. */
export interface FolderTarget {
  /** The option's name. */
  readonly option: string;
  readonly path: string;
  readonly mayReplace: boolean;
  /** Files and folders that the command reads. */
  readonly reads: readonly string[];
  /** The first entry of a folder that does not belong to its kind; undefined when there is none. */
  foreignEntry(folder: string): string | undefined;
}

/** UsageError unless the folder is new, or is an older one of its kind, without other entries, that may be replaced. */
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
 * Lets `write` fill a folder with a temporary name, and renames it once it is complete. An older folder is moved aside
 * first, and restored on failure; nothing else remains. InterruptedError when the signal is aborted by then.
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

/** The place of a folder, which may be new together with those above it; `none/../a` is invalid. */
export function folderPlaceOf(path: string): Place {
  const trimmed = path.replace(/(?<=[^/\\])[/\\]+$/, '');
  const above = dirname(trimmed);
  if (trimmed.trim() === '' || entryAt(trimmed) || entryAt(above)) return placeOf(trimmed);
  if (basename(above) === '..') throw new UsageError(`there is no folder ${above}`);
  const place = folderPlaceOf(above);
  if (place.holds === 'file') throw new UsageError(`${above} is a file, not a folder`);
  return { path: join(place.path, basename(trimmed)), holds: 'nothing' };
}

/** The reason why a folder is never replaced, whatever its content. */
function preciousness(folder: string): string | undefined {
  if (folder === parse(folder).root) return 'the root of the file system';
  if (isWithin(realpathSync(process.cwd()), folder)) return 'the working directory, or above it';
  if (isWithin(realpath(homedir()), folder)) return 'a home directory, or above it';
  if (statSync(folder).dev !== statSync(dirname(folder)).dev) return 'a mount point';
  return undefined;
}

function putInPlace(part: string, target: FolderTarget): void {
  // Checked again: minutes may have passed.
  const { path, holds } = requireFolderTarget(target);
  // Also replaces an empty folder; one that was filled in the meantime refuses.
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

/** Removes the empty folders from `folder` up to `last`, which were made for files that were not written. */
export function removeMade(folder: string, last: string): void {
  try {
    removeEmpty(realpathSync(folder), realpathSync(last));
  } catch {
    // The folder remains: the original error is the one to report.
  }
}

/** Removes the folders created for the target, from the lowest to `last`. */
function removeEmpty(folder: string, last: string): void {
  if (!isWithin(folder, last) || readdirSync(folder).length > 0) return;
  rmdirSync(folder);
  removeEmpty(dirname(folder), last);
}
