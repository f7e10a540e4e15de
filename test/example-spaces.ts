import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { builtInFile } from '../src/data/sources/built-in-file.ts';

/** Found from the sources and once built, as `npm run proof` needs. */
const root = dirname(dirname(builtInFile('iris.csv')));

/** Its data are a package of Debian, and do not come along. */
const withoutData = 'fashion-mnist.json';

/** Names of the space files in search-spaces whose data come along. */
export const exampleSpaces = readdirSync(join(root, 'search-spaces')).filter(
  (file) => /\.(?:json|yaml)$/.test(file) && file !== withoutData,
);

/**
 * Copies search-spaces into a folder, with trainings of two epochs in all space files but the `whole` ones: that a space
 * is searched shows in two. HPSEARCH_LONG=1: with the trainings of the files.
 */
export function copyExampleSpaces(folder: string, whole: readonly string[]): void {
  cpSync(join(root, 'search-spaces'), join(folder, 'search-spaces'), { recursive: true });
  for (const beside of ['datasets', 'docs']) symlinkSync(join(root, beside), join(folder, beside));
  if (process.env.HPSEARCH_LONG === '1') return;
  for (const file of exampleSpaces.filter((each) => !whole.includes(each))) {
    const path = join(folder, 'search-spaces', file);
    const space = parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify({ ...space, training: { ...space.training, maxEpochs: 2 } }));
  }
}
