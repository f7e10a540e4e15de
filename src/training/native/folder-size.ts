import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What the files under a folder hold, in bytes. */
export async function bytesIn(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(folder, { recursive: true })) {
    const status = await lstat(join(folder, name));
    if (status.isFile()) bytes += status.size;
  }
  return bytes;
}
