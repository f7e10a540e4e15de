import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The total size of the files under a folder, in bytes. */
export async function bytesIn(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(folder, { recursive: true })) {
    const status = await lstat(join(folder, name));
    if (status.isFile()) bytes += status.size;
  }
  return bytes;
}
