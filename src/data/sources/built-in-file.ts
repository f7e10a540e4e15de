import { join } from 'node:path';
import { builtFile } from '../../files/built-file.ts';

/** The path of a file in the package's `datasets` folder. */
export function builtInFile(name: string): string {
  return builtFile(join('..', 'datasets', name));
}
