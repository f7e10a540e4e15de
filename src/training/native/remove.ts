import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesIn } from './folder-size.ts';
import { isInstallationName, nativeRoot } from './installation.ts';
import { removeLeftovers } from './leftovers.ts';

/** Deletes all installations, including those for other tfjs-node versions. Returns the folders and freed bytes. */
export async function removeNative(): Promise<{ folders: string[]; bytes: number }> {
  const root = nativeRoot();
  await removeLeftovers(root);
  const names = existsSync(root) ? (await readdir(root)).filter(isInstallationName) : [];
  const folders = names.map((name) => join(root, name));
  let bytes = 0;
  for (const folder of folders) {
    bytes += await bytesIn(folder);
    await rm(folder, { recursive: true, force: true });
  }
  return { folders, bytes };
}
