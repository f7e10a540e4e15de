import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { didYouMean } from '../../faults/did-you-mean.ts';
import { FaultsError } from '../../faults/errors.ts';
import { filesMatching, isGlob } from '../../files/glob.ts';
import { requireReadableFile } from '../../files/readable-file.ts';

import { type DataPath, type PathGroup, pathGroups } from '../../study/data-files/data-path.ts';

/**
 * The location of the user's file or folder, and its name in faults: relative to the working folder if it is inside.
 */
export interface Place {
  readonly file: string;
  readonly path: string;
}

/** Whether a path relative to the space file's `directory` is that of a file or of a folder; undefined for neither. */
export async function kindOfPath(path: string, directory: string): Promise<'file' | 'folder' | undefined> {
  const found = await stat(absolutePath(path, directory)).catch(() => undefined);
  if (found?.isFile()) return 'file';
  return found?.isDirectory() ? 'folder' : undefined;
}

function absolutePath(path: string, directory: string): string {
  return isAbsolute(path) ? path : join(directory, path);
}

/** Resolves a path relative to the space file's `directory`. FaultsError when nothing of that kind is there. */
export async function findPath(
  path: DataPath | undefined,
  directory: string,
  kind: 'file' | 'folder',
): Promise<Place> {
  if (typeof path !== 'string') throw new Error(`a source without the path of its ${kind}`);
  const absolute = absolutePath(path, directory);
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

/**
 * The files of each split, or all files without one, in the order of the paths; those of a glob by name. FaultsError
 * for a path without a file, a glob without a match, and a file that is named twice.
 */
export async function findFiles(
  path: DataPath,
  directory: string,
): Promise<readonly (Place & { readonly split: PathGroup['split'] })[]> {
  const found: (Place & { readonly split: PathGroup['split'] })[] = [];
  for (const { split, paths } of pathGroups(path)) {
    for (const each of paths) {
      const places = isGlob(each, directory)
        ? await globbed(each, directory)
        : [await findPath(each, directory, 'file')];
      found.push(...places.map((place) => ({ ...place, split })));
    }
  }
  const repeated = found.find(
    ({ path: one }, index) => found.findIndex((other) => other.path === one) < index,
  );
  if (repeated === undefined) return found;
  const constraint = 'must name each file once: its rows would count twice';
  throw new FaultsError([{ file: repeated.file, field: 'data.path', constraint }]);
}

async function globbed(pattern: string, directory: string): Promise<Place[]> {
  const files = filesMatching(pattern, directory);
  if (files.length > 0) return Promise.all(files.map((file) => findPath(file, directory, 'file')));
  const constraint = 'must match a file';
  const hint = 'paths are relative to the space file';
  throw new FaultsError([
    { file: join(directory, pattern), field: 'data.path', constraint, value: pattern, hint },
  ]);
}
