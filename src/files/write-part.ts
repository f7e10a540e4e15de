import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes a file into a folder that still has a temporary name; it is synced to the disk on return. */
export async function writePart(folder: string, name: string, content: string | Uint8Array): Promise<void> {
  const opened = await open(join(folder, name), 'wx');
  try {
    await opened.writeFile(content);
    await opened.sync();
  } finally {
    await opened.close();
  }
}

export async function makePartFolder(folder: string, name: string): Promise<void> {
  await mkdir(join(folder, name));
}
