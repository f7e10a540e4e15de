import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { didYouMean } from '../../faults/did-you-mean.ts';
import { FaultsError } from '../../faults/errors.ts';
import { requireReadableFile } from '../../files/readable-file.ts';

/**
 * The location of the user's file or folder, and its name in faults: relative to the working folder if it is inside.
 */
export interface Place {
  readonly file: string;
  readonly path: string;
}

/** Resolves a path relative to the space file's `directory`. FaultsError when nothing of that kind is there. */
export async function findPath(
  path: string | undefined,
  directory: string,
  kind: 'file' | 'folder',
): Promise<Place> {
  if (path === undefined) throw new Error(`a source without the path of its ${kind}`);
  const absolute = isAbsolute(path) ? path : join(directory, path);
  const found = await stat(absolute).catch(() => undefined);
  if (kind === 'file' ? found?.isFile() : found?.isDirectory()) {
    const fromHere = relative('', absolute);
    return { file: fromHere.startsWith('..') ? absolute : fromHere, path: absolute };
  }
  if (kind === 'file' && found !== undefined) requireReadableFile(absolute, { field: 'data.path' });
  const neighbours = await readdir(dirname(absolute)).catch(() => []);
  const hint = didYouMean(basename(absolute), neighbours) ?? 'paths are relative to the space file';
  const constraint = `must be a ${kind} that is there`;
  throw new FaultsError([{ file: absolute, field: 'data.path', constraint, value: path, hint }]);
}
