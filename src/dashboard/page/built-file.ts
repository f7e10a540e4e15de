import { createRequire } from 'node:module';
import { join } from 'node:path';

const packageFile = createRequire(import.meta.url).resolve('hpsearch/package.json');

/** The path of a built file, in dist/, for the sources too. */
export function builtFile(path: string): string {
  return join(packageFile, '../dist', path);
}
