import { existsSync, readdirSync, statSync } from 'node:fs';
import { isArrayName } from '../../data/formats/arrays/array-file.ts';
import { isHidden } from '../../data/formats/pictures/image-walk.ts';
import { beginningOf, isSqliteFile } from '../../files/file-kind.ts';
import type { Source } from '../../study/study-spec.ts';

const builtIn: readonly Source[] = ['mnist', 'digits', 'iris', 'penguins'];

export function isBuiltIn(path: string): path is Source {
  return builtIn.some((name) => name === path) && !existsSync(path);
}

/** A file of arrays by its name, or the names of those in a folder. */
export function arrayNames(path: string): readonly string[] {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory();
  const names = isFolder ? readdirSync(path).filter((name) => !name.startsWith('.')) : [path];
  return names.filter(isArrayName);
}

/** Images are in a folder for each class. */
export function holdsFolder(path: string): boolean {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return false;
  return readdirSync(path, { withFileTypes: true }).some(
    (entry) => entry.isDirectory() && !isHidden(entry.name),
  );
}

/** A space file holds an object. */
export function holdsArray(path: string): boolean {
  if (!/\.json$/i.test(path) || !statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  return /^\ufeff?\s*\[/.test(beginningOf(path, 1024).toString('utf8'));
}

export function isDatabase(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false) && isSqliteFile(path);
}
