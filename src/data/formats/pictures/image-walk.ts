import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { FaultsError } from '../../../faults/errors.ts';
import { isKeptBySystem } from '../../../files/place.ts';

/** Limits of a walk through folders. */
export interface WalkLimits {
  /** Maximum depth of folders below the root. */
  readonly levels: number;
  readonly entries: number;
}

interface Walk extends WalkLimits {
  readonly root: string;
  readonly files: string[];
  seen: number;
}

/**
 * The paths, relative to `root`, of all files in it and in its folders and linked folders at any depth, without hidden
 * ones. FaultsError for a link to a folder that contains it, and for more entries than the limit.
 */
export async function filesBeneath(root: string, limits: WalkLimits): Promise<string[]> {
  const walk: Walk = { root, files: [], seen: 0, ...limits };
  const real = await realpath(root);
  refuseSystemFolder(root, real);
  await descend(walk, '', [real]);
  return walk.files;
}

/** Copies and notes of other programs: .git, .ipynb_checkpoints, ._photo.jpg. */
export function isHidden(name: string): boolean {
  return name.startsWith('.') || name === '__MACOSX';
}

/** System folders may be practically endless and partly unreadable. */
function refuseSystemFolder(path: string, real: string): void {
  if (real === parse(real).root)
    throw fault(path, 'must be a folder of images, not the root of the file system');
  if (isKeptBySystem(real)) throw fault(path, "must be a folder of images, not one of the system's own");
}

/** `above` holds the real paths of this folder and of its parents in the walk. */
async function descend(walk: Walk, folder: string, above: readonly string[]): Promise<void> {
  const entries = await readdir(join(walk.root, folder), { withFileTypes: true });
  walk.seen += entries.length;
  if (walk.seen > walk.entries) {
    throw fault(walk.root, `must hold at most ${walk.entries} files and folders`);
  }
  for (const entry of entries) {
    if (isHidden(entry.name)) continue;
    const name = join(folder, entry.name);
    if (!(await isFolder(entry, join(walk.root, name)))) walk.files.push(name);
    else if (above.length <= walk.levels) await enter(walk, name, above);
  }
}

async function enter(walk: Walk, name: string, above: readonly string[]): Promise<void> {
  const path = join(walk.root, name);
  const real = await realpath(path);
  if (above.some((each) => each === real || each.startsWith(real === '/' ? real : `${real}/`))) {
    throw fault(path, 'must not be a link to a folder that it lies in');
  }
  refuseSystemFolder(path, real);
  await descend(walk, name, [...above, real]);
}

async function isFolder(entry: Dirent, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  // A dangling link is not a folder.
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

function fault(file: string, constraint: string): FaultsError {
  return new FaultsError([{ file, field: '', constraint }]);
}
