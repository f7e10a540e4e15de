import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FaultsError } from '../../faults/errors.ts';
import { filesMatching } from '../../files/glob.ts';
import { requireReadableFile } from '../../files/readable-file.ts';
import { isArrayName, readArrayFile } from '../formats/arrays/array-file.ts';
import { arrayFilesIn } from '../formats/arrays/array-folder.ts';
import type { NamedArray } from '../formats/arrays/named-array.ts';
import { isImageName } from '../formats/pictures/images.ts';

/**
 * The arrays at a path: those of a file, of the files in a folder, such as IDX files of images and of labels, or of the
 * files that a glob matches. Undefined where a model of images finds no arrays there. `kind`: what is there.
 */
export async function arraysAt(
  path: string,
  kind: 'file' | 'folder' | 'nothing',
  takesImages: boolean,
): Promise<NamedArray[] | undefined> {
  const files = await filesAt(path, kind, takesImages);
  if (files.length === 0) {
    if (takesImages || kind === 'nothing') return undefined;
    const constraint = 'must have files of arrays: NPZ, NPY or IDX, as the model takes arrays';
    throw new FaultsError([{ file: path, field: '', constraint }]);
  }
  const arrays: NamedArray[] = [];
  for (const file of files) {
    requireReadableFile(file);
    arrays.push(...(await readArrayFile({ file, path: file })));
  }
  return arrays;
}

async function filesAt(
  path: string,
  kind: 'file' | 'folder' | 'nothing',
  takesImages: boolean,
): Promise<string[]> {
  if (kind === 'nothing') return filesMatching(path, process.cwd()).filter(isArrayName);
  if (kind === 'file') return takesImages && !isArrayName(path) ? [] : [path];
  if (takesImages && (await hasImages(path))) return [];
  return (await arrayFilesIn(path)).map((name) => join(path, name));
}

/** Whether a folder has images, or folders that may have some. */
async function hasImages(folder: string): Promise<boolean> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.some((entry) => entry.isDirectory() || isImageName(entry.name));
}
