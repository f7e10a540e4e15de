import { join } from 'node:path';
import { FaultsError } from '../../faults/errors.ts';
import type { DataSpec } from '../../study/study-spec.ts';
import type { ArrayGroup } from '../arrays/gather-arrays.ts';
import { rawOfArrays } from '../arrays/raw-of-arrays.ts';
import { readArrayFile } from '../formats/arrays/array-file.ts';
import { arrayFilesIn } from '../formats/arrays/array-folder.ts';
import type { RawData } from '../raw-data.ts';
import type { Reading } from '../source-problem.ts';
import { refuseColumnOptions } from './array-options.ts';
import { findFiles, findPath, kindOfPath, type Place } from './find-path.ts';

/**
 * The arrays of NPZ, NPY and IDX files, which may be packed with gzip: of one NPZ, of a file for each array, named as
 * the array is, or of all such files of a folder.
 */
export async function readArrayFiles(spec: DataSpec, directory: string, reading: Reading): Promise<RawData> {
  const files = await placesOf(spec, directory);
  refuseColumnOptions(spec, files[0]?.file ?? spec.source);
  const groups: ArrayGroup[] = [];
  for (const [index, { split, ...place }] of files.entries()) {
    reading.onProgress?.(index / files.length);
    groups.push({ file: place.file, split, arrays: await readArrayFile(place) });
  }
  return rawOfArrays(groups, spec, reading);
}

type SplitPlace = Awaited<ReturnType<typeof findFiles>>[number];

async function placesOf({ path }: DataSpec, directory: string): Promise<readonly SplitPlace[]> {
  if (path === undefined) throw new Error('arrays without the path of their file');
  if (typeof path !== 'string') return findFiles(path, directory);
  if ((await kindOfPath(path, directory)) !== 'folder') return findFiles(path, directory);
  return filesOfFolder(await findPath(path, directory, 'folder'));
}

async function filesOfFolder({ file, path }: Place): Promise<SplitPlace[]> {
  const names = await arrayFilesIn(path);
  if (names.length === 0) {
    const constraint =
      'must hold files of arrays: .npz, .npy, .idx or train-images-idx3-ubyte.gz and its like';
    throw new FaultsError([{ file, field: 'data.path', constraint }]);
  }
  return names.map((name) => ({ file: join(file, name), path: join(path, name), split: undefined }));
}
