import { extname, join } from 'node:path';
import { FaultsError } from '../../../faults/errors.ts';
import { filesBeneath } from './image-walk.ts';
import { hasSharp } from './sharp.ts';

/** A limit against virtual folders of the system and whole disks. */
const mostEntries = 2_000_000;
const deepestLevels = 100;
const ownNames = /\.(png|jpe?g|bmp)$/i;
const namesForSharp = /\.(webp|gif|tiff?|avif)$/i;

/** True for the name of an image of any format, also of one that cannot be read here. */
export function isImageName(path: string): boolean {
  return ownNames.test(path) || namesForSharp.test(path);
}

/** True for the name of an image that can be read only where sharp is installed, and it is not. */
export function lacksDecoder(path: string, isInstalled = hasSharp): boolean {
  return namesForSharp.test(path) && !isInstalled();
}

export interface FoundImages {
  /** The paths of the images that can be read, by name. */
  readonly files: readonly string[];
  /** A sentence about the other images; absent where nothing is left out. */
  readonly leftOut?: string;
}

/** The images in a folder and its subfolders; hidden files are none. FaultsError when there are none to read. */
export async function imagesIn(folder: string, isInstalled = hasSharp): Promise<FoundImages> {
  const entries = await filesBeneath(folder, { levels: deepestLevels, entries: mostEntries });
  const images = entries.filter(isImageName).sort();
  const files = images.filter((file) => !lacksDecoder(file, isInstalled));
  const leftOut = leftOutNote(images.filter((file) => lacksDecoder(file, isInstalled)));
  if (files.length > 0)
    return { files: files.map((file) => join(folder, file)), ...(leftOut && { leftOut }) };
  const hint = leftOut === undefined ? {} : { hint: leftOut };
  throw new FaultsError([
    { file: folder, field: '', constraint: 'must hold PNG, JPEG or BMP files, and holds none', ...hint },
  ]);
}

/** "12 images are left out (9 .webp, 3 .gif): …"; undefined for none. */
export function leftOutNote(files: readonly string[]): string | undefined {
  if (files.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const file of files) {
    const ending = extname(file).toLowerCase();
    counts.set(ending, (counts.get(ending) ?? 0) + 1);
  }
  const kinds = [...counts].map(([ending, count]) => `${count} ${ending}`).join(', ');
  const are = files.length === 1 ? '1 image is' : `${files.length} images are`;
  return `${are} left out (${kinds}): npm install sharp reads WebP, GIF, TIFF and AVIF`;
}
