import { join } from 'node:path';
import { FaultsError } from '../../../faults/errors.ts';
import { filesBeneath } from './image-walk.ts';

/** A limit against virtual folders of the system and whole disks. */
const mostEntries = 2_000_000;
const deepestLevels = 100;
const imageNames = /\.(png|jpe?g)$/i;

export function isImageName(path: string): boolean {
  return imageNames.test(path);
}

/** The paths of all PNG and JPEG files in a folder and its subfolders, by name. FaultsError when there are none. */
export async function imagesIn(folder: string): Promise<string[]> {
  const entries = await filesBeneath(folder, { levels: deepestLevels, entries: mostEntries });
  const files = entries.filter(isImageName).sort();
  if (files.length > 0) return files.map((file) => join(folder, file));
  throw new FaultsError([
    { file: folder, field: '', constraint: 'must hold PNG or JPEG files, and holds none' },
  ]);
}
