import { type Dirent, readdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, extname, join, relative, sep } from 'node:path';
import { type SplitName, splitNames } from '../dataset.ts';
import type { FaultList } from '../fault-list.ts';
import { isHidden } from '../formats/pictures/image-walk.ts';
import { imagesIn } from '../formats/pictures/images.ts';
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

export interface ListedImages {
  readonly images: readonly FiledImage[];
  /** Sentences about folders that may be meant otherwise. */
  readonly notes: readonly string[];
}

interface FoundImage {
  readonly name: string;
  readonly folders: readonly string[];
}

/**
 * The image files, by name, of a folder with a subfolder for each class; or of one with the folders train,
 * validation and test, which contain those of the classes; one of validation and test may be absent. `declared` says that
 * folders of such names are classes too. Images elsewhere are one fault, which names the first of them.
 */
export async function listImages(
  { path }: Place,
  faults: FaultList,
  declared?: 'classes',
): Promise<ListedImages> {
  const { files, leftOut } = await imagesIn(path);
  const found = files.map((file): FoundImage => {
    const name = relative(path, file);
    return { name, folders: dirname(name).split(sep) };
  });
  const isSplit = declared === undefined && haveSplits(found, faults);
  const images = found.map(({ name, folders }) => {
    const split = isSplit ? splitOf(folders[0] as string) : undefined;
    return { path: join(path, name), name, folders, className: folders.at(-1) as string, split };
  });
  const [stray, ...further] = images.filter(
    ({ folders, split }) =>
      folders.length !== (isSplit ? 2 : 1) || folders[0] === '.' || (split !== undefined) !== isSplit,
  );
  if (stray !== undefined) {
    const hint = further.length === 0 ? {} : { hint: `and ${further.length} more` };
    faults.add({ field: stray.name, constraint: isSplit ? splitConstraint : classConstraint, ...hint });
  }
  if (isSplit) addMissingSplits(images, faults);
  faults.throwIfAny();
  const entries = await readdir(path, { withFileTypes: true });
  const splitLike = declared === undefined ? splitLikeClasses(images, isSplit) : [];
  const empty = emptyFolders(path, entries, images);
  return { images, notes: [...splitLike, ...empty, ...(leftOut === undefined ? [] : [leftOut])] };
}

/**
 * Whether the folders at the top are splits. A folder named train is a class where images lie directly in it, and
 * beside others; it is a fault where all folders have such names, since the classes of the images are then unknown.
 */
function haveSplits(found: readonly FoundImage[], faults: FaultList): boolean {
  const named = found.filter(({ folders }) => splitOf(folders[0] as string) !== undefined);
  const [first] = named;
  if (first === undefined) return false;
  if (named.some(({ folders }) => folders.length > 1)) return true;
  if (named.length === found.length) {
    const constraint = 'must hold a folder for each class, and holds the images themselves';
    const hint = '"folders": "classes" in data declares that these names are classes';
    faults.add({ field: first.folders[0] as string, constraint, hint });
    faults.throwIfAny();
  }
  return false;
}

function addMissingSplits(images: readonly FiledImage[], faults: FaultList): void {
  const missing = splitNames.filter((split) => images.every((image) => image.split !== split));
  // Validation can be drawn from training, and a study can do without test rows; not both.
  const needed = missing.length > 1 ? missing : missing.filter((split) => split === 'train');
  for (const split of needed)
    faults.add({ field: split, constraint: 'must be a folder with images, as the others are' });
}

function splitLikeClasses(images: readonly FiledImage[], isSplit: boolean): string[] {
  if (isSplit) return [];
  const names = [...new Set(images.map(({ className }) => className))];
  return names
    .filter((name) => splitOf(name) !== undefined)
    .map((name) => `the folder ${name} is taken for a class, since images lie directly in it`);
}

/** Folders without an image: a class may have been lost in a download, or be of another format. */
function emptyFolders(path: string, entries: readonly Dirent[], images: readonly FiledImage[]): string[] {
  const used = new Set(images.flatMap(({ name }) => [dirname(name), dirname(dirname(name))]));
  return entries
    .filter((entry) => entry.isDirectory() && !isHidden(entry.name))
    .flatMap(({ name }) => [
      name,
      ...(splitOf(name) === undefined || !used.has(name) ? [] : foldersIn(path, name)),
    ])
    .filter((name) => !used.has(name))
    .map((name) => {
      const endings = [...new Set(readdirSync(join(path, name)).map((file) => extname(file)))];
      const holds = endings.some((ending) => ending !== '') ? ` (it holds ${endings.join(', ')})` : '';
      return `the folder ${name} has no images that can be read and is left out${holds}`;
    });
}

function foldersIn(path: string, folder: string): string[] {
  return readdirSync(join(path, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !isHidden(entry.name))
    .map(({ name }) => join(folder, name));
}

const classConstraint = 'must lie in a folder that is named after its class';
const splitConstraint =
  'must lie in a folder that is named after its class, in one named train, validation or test';

function splitOf(folder: string): SplitName | undefined {
  return splitOfWord[folder.toLowerCase()];
}
