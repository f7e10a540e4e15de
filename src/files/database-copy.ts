import { constants, copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { companionsOf } from './file-kind.ts';
import { holdTemporary, releaseTemporary } from './temporaries.ts';

/**
 * Copies a database, with its log, to a writable folder: to read one in WAL mode SQLite creates files beside it, which
 * a read-only medium does not permit.
 */
export function copyForReading(file: string): { readonly path: string; remove(): void } {
  const folder = holdTemporary(tmpdir());
  const remove = () => releaseTemporary(folder);
  try {
    mkdirSync(folder, { mode: 0o700 });
    const path = join(folder, basename(file));
    // SQLite rebuilds the index (-shm) from the log.
    const copied = [file, ...companionsOf(file).filter((each) => !each.endsWith('-shm'))];
    for (const each of copied.filter((one) => existsSync(one))) {
      copyFileSync(each, path + each.slice(file.length), constants.COPYFILE_FICLONE);
    }
    return { path, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
