import { createRequire } from 'node:module';
import { join } from 'node:path';

const packageFile = createRequire(import.meta.url).resolve('hpsearch/package.json');

/** The folders of hpsearch's own code, as written and as built, each with a slash at its end. */
export const codeFolders: readonly string[] = ['src', 'workers', 'dist'].map((folder) =>
  join(packageFile, '..', folder, '/'),
);

/** The path of a built file or folder in dist/, for the sources too: a thread needs a JavaScript file. */
export function builtFile(path: string): string {
  return join(packageFile, '../dist', path);
}
