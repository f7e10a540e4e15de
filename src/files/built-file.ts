import { createRequire } from 'node:module';
import { join } from 'node:path';

const packageFile = createRequire(import.meta.url).resolve('hpsearch/package.json');

/** The path of a built file or folder in dist/, for the sources too: a thread needs a JavaScript file. */
export function builtFile(path: string): string {
  return join(packageFile, '../dist', path);
}
