import { readdir } from 'node:fs/promises';
import { isArrayName } from './array-file.ts';

/** The names of a folder's files of arrays, in order; of one that is packed and unpacked the latter alone, as MNIST's are often kept. */
export async function arrayFilesIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => isArrayName(name) && !name.startsWith('.')).sort();
  return names.filter((name) => !(name.endsWith('.gz') && names.includes(name.slice(0, -3))));
}
