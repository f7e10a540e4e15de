import { existsSync, type Stats, statSync } from 'node:fs';
import { FaultsError } from '../faults/errors.ts';
import { strangeness } from './place.ts';

/**
 * FaultsError for an existing file that is not regular: a pipe would wait for its writer, and some devices never end.
 * The caller reports a missing file.
 */
export function requireReadableFile(path: string, named: { file?: string; field?: string } = {}): void {
  const found = statSync(path, { throwIfNoEntry: false });
  const constraint = found === undefined ? undefined : irregularity(found);
  if (constraint !== undefined) throw new FaultsError([{ file: path, field: '', ...named, constraint }]);
}

/** FaultsError for a path with no regular file. */
export function requireExistingFile(path: string): void {
  if (!existsSync(path)) throw new FaultsError([{ file: path, field: '', constraint: 'does not exist' }]);
  requireReadableFile(path);
}

/** The constraint that a file breaks: "must be a regular file, and is a named pipe"; undefined for a regular file. */
export function irregularity(found: Stats): string | undefined {
  if (found.isFile()) return undefined;
  return `must be a regular file, and is ${found.isDirectory() ? 'a folder' : (strangeness(found) ?? 'none')}`;
}
