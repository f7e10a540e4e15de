import { readdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { type SplitName, splitNames } from '../dataset.ts';
import type { FaultList } from '../fault-list.ts';
import { imagesIn } from '../formats/images.ts';
import { splitOfWord } from '../table/assigned-split.ts';
import type { Place } from './find-path.ts';

/** An image file, with the class and the split that its folders name. */
export interface FiledImage {
  readonly path: string;
  /** The path relative to the data's folder. */
  readonly name: string;
  readonly className: string;
  readonly split: SplitName | undefined;
}

/**
 * The PNG and JPEG files, by name, of a folder with a subfolder for each class; or of one with the folders train,
 * validation and test, which contain those of the classes. Images elsewhere are one fault, which names the first of
 * them.
 */
export async function listImages({ path }: Place, faults: FaultList): Promise<FiledImage[]> {
  const top = (await readdir(path, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const isSplit = top.some(({ name }) => splitOf(name) !== undefined);
  const depth = isSplit ? 2 : 1;
  const images = (await imagesIn(path)).map((file) => {
    const name = relative(path, file);
    const folders = dirname(name).split(sep);
    const split = isSplit ? splitOf(folders[0] as string) : undefined;
    return { path: join(path, name), name, folders, className: folders.at(-1) as string, split };
  });
  const [stray, ...further] = images.filter(
    ({ folders, split }) =>
      folders.length !== depth || folders[0] === '.' || (split !== undefined) !== isSplit,
  );
  if (stray !== undefined) {
    const hint = further.length === 0 ? {} : { hint: `and ${further.length} more` };
    faults.add({ field: stray.name, constraint: isSplit ? splitConstraint : classConstraint, ...hint });
  }
  const missing = splitNames.filter((split) => isSplit && images.every((image) => image.split !== split));
  for (const split of missing)
    faults.add({ field: split, constraint: 'must be a folder with images, as the others are' });
  faults.throwIfAny();
  return images;
}

const classConstraint = 'must lie in a folder that is named after its class';
const splitConstraint =
  'must lie in a folder that is named after its class, in one named train, validation or test';

function splitOf(folder: string): SplitName | undefined {
  return splitOfWord[folder.toLowerCase()];
}
