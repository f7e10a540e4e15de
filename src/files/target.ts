import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { UsageError } from '../faults/errors.ts';
import { message, option as optionReference } from '../faults/message.ts';
import { companionsOf, type FileKind } from './file-kind.ts';
import { type Place, placeOf } from './place.ts';
import { reasonOf, systemFault } from './system-fault.ts';

/** The target file of an option. */
export interface FileTarget {
  /** The option's name: "to". */
  readonly option: string;
  readonly path: string;
  /** True when the user permits the replacement of an older file. */
  readonly mayReplace: boolean;
  readonly kind: FileKind;
  /** Files and folders that the command reads, which are never replaced. Missing ones are ignored. */
  readonly reads: readonly string[];
}

/** The option that permits the replacement of an older file. */
export const replaces = optionReference('replace', true);

/** A refusal that already names its option. */
class TargetError extends UsageError {}

/**
 * Checks every file before it is written: UsageError unless the target is new, or is an older file of its own kind (or
 * an empty one) that the action does not read and that may be replaced.
 */
export function requireFileTarget(target: FileTarget): Place {
  const { option, path, mayReplace, kind, reads } = target;
  return withOption(option, path, () => {
    const place = placeOf(path);
    if (place.holds === 'folder') throw new UsageError(`${path} is a folder`);
    if (place.holds === 'nothing') return place;
    if (isRead(place.path, reads)) {
      throw new UsageError(`${path} is read by this command, and stays`);
    }
    if (statSync(place.path).size > 0 && !kind.recognises(place.path)) {
      throw new UsageError(`${path} exists and stays: only ${kind.name} may be replaced`);
    }
    if (!mayReplace) throw new UsageError(message`${path} exists already: ${replaces} writes over it`);
    return place;
  });
}

/** Adds the option's name to a refusal, and gives the cause of a system error. */
export function withOption<T>(option: string, path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw optionFault(option, path, error);
  }
}

/** The user's error for one raised while a target was examined or written. */
export function optionFault(option: string, path: string, error: unknown): unknown {
  if (error instanceof TargetError) return error;
  if (error instanceof UsageError) return new TargetError(message`${{ option }}: ${error.text}`);
  if (systemFault(error) === undefined) return error;
  return new TargetError(message`${{ option }}: ${path} cannot be written: ${reasonOf(error)}`, {
    cause: error,
  });
}

/** Compared by device and inode: another spelling, a link and a hard link are the same file. */
function isRead(file: string, reads: readonly string[]): boolean {
  const own = identityOf(file);
  return (
    own !== undefined &&
    reads.some((read) => [read, ...companionsOf(read)].some((path) => identityOf(path) === own))
  );
}

/** True when the folder is, or contains, something that the command reads. */
export function holdsRead(folder: string, reads: readonly string[]): boolean {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
    join(folder, name),
  );
  if (entries.some((entry) => isRead(entry, reads))) return true;
  return reads.some((read) => isWithin(realpath(read), folder));
}

export function isWithin(path: string | undefined, folder: string): boolean {
  return path === folder || (path?.startsWith(folder.endsWith(sep) ? folder : folder + sep) ?? false);
}

function identityOf(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    // An inaccessible file is not read either.
    return undefined;
  }
}

/** Undefined for an inaccessible path. */
export function realpath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
