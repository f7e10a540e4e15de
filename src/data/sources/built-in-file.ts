import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The path of a file in the package's `datasets` folder, from the sources as well as from the build. */
export function builtInFile(name: string): string {
  for (
    let folder = dirname(fileURLToPath(import.meta.url));
    folder !== dirname(folder);
    folder = dirname(folder)
  ) {
    const path = join(folder, 'datasets', name);
    if (existsSync(path)) return path;
  }
  throw new Error(`hpsearch was installed without its built-in data file ${name}`);
}
