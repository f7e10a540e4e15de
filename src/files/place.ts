import { lstatSync, readlinkSync, realpathSync, type StatSyncFn, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../faults/errors.ts';

/** The resolved location of a path. `path` is absolute, without links and dots. */
export interface Place {
  readonly path: string;
  readonly holds: 'nothing' | 'file' | 'folder';
}

/** Linux's limit for a path, which includes the terminating byte. */
const longestPathBytes = 4095;

/** The constraint that a path breaks: "must not be empty"; undefined when it breaks none. */
export function pathFault(path: string): string | undefined {
  if (path.trim() === '') return `must not be empty, got ${JSON.stringify(path)}`;
  if (path.includes('\0')) return 'must not hold a NUL character';
  const bytes = Buffer.byteLength(path);
  return bytes > longestPathBytes ? `must have at most ${longestPathBytes} bytes, got ${bytes}` : undefined;
}

/**
 * Examines the path of a file or folder to write; symbolic links are followed. UsageError for anything except a regular
 * file or a folder, for a dangling link, for a slash after a file, and for locations of the system.
 */
export function placeOf(path: string): Place {
  const fault = pathFault(path);
  if (fault !== undefined) throw new UsageError(fault);
  // Elsewhere it names the standard output: a file of this name surprises, and is hard to remove.
  if (path === '-') throw new UsageError('must name a file or a folder, got "-" (./- is one of that name)');
  if (/\p{Cc}/u.test(path)) throw new UsageError(`${JSON.stringify(path)} holds a control character`);
  const there = entryAt(path);
  // The system finds nothing at `file/`, but `file` exists without the slash.
  const namesFolder = /[/\\]$/.test(path);
  if (namesFolder && !there?.isDirectory()) throw new UsageError(`${path} names a folder, not a file`);
  if (there === undefined) return emptyPlace(path);
  // The first call that follows links, and fails for a cycle of links.
  const found = entryAt(path, statSync);
  if (found === undefined) throw new UsageError(`${path} is a symbolic link to nothing`);
  refuseSystemPlaces(path);
  const strange = strangeness(found);
  if (strange !== undefined) throw new UsageError(`${path} is ${strange}, not a regular file`);
  return { path: realpathSync(path), holds: found.isDirectory() ? 'folder' : 'file' };
}

/** The entry of that name; undefined when there is none, or when a parent of the path is a file. */
export function entryAt(path: string, look: StatSyncFn = lstatSync): Stats | undefined {
  try {
    return look(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** The parent folder must exist: a path such as `none/../a` is invalid, although it normalises to a valid one. */
function emptyPlace(path: string): Place {
  const above = dirname(path);
  const found = entryAt(above, statSync);
  if (!found?.isDirectory()) throw new UsageError(`there is no folder ${above}`);
  const real = realpathSync(above);
  if (isKeptBySystem(real)) throw new UsageError(`${path} is in a folder of the system's own`);
  return { path: join(real, basename(path)), holds: 'nothing' };
}

/**
 * Checks each link on the way: /dev/stdout leads to /proc, which may lead to a regular file that another process has
 * open.
 */
function refuseSystemPlaces(path: string): void {
  let step = resolve(realpathSync(dirname(path)), basename(path));
  for (;;) {
    if (isKeptBySystem(dirname(step))) throw new UsageError(`${path} leads to a folder of the system's own`);
    const found = lstatSync(step, { throwIfNoEntry: false });
    if (!found?.isSymbolicLink()) return;
    const next = resolve(dirname(step), readlinkSync(step));
    step = join(realpathSync(dirname(next)), basename(next));
  }
}

/** True within /proc, /sys and /dev, whose files are devices and the kernel's; /dev/shm holds ordinary files. */
export function isKeptBySystem(folder: string): boolean {
  return /^\/(proc|sys|dev)(\/|$)/.test(folder) && !/^\/dev\/shm(\/|$)/.test(folder);
}

/** "a named pipe"; undefined for files and folders. */
export function strangeness(found: Stats): string | undefined {
  if (found.isCharacterDevice() || found.isBlockDevice()) return 'a device';
  if (found.isFIFO()) return 'a named pipe';
  if (found.isSocket()) return 'a socket';
  return undefined;
}
