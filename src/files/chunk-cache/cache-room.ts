import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Data sets are also in the database: this many bytes of the latest ones are quick to have again. */
const mostCachedBytes = 10 * 2 ** 30;

/** Only files with such names are ever deleted. */
const ownName = /^[0-9a-f]{64}(?:\.part)?$/;

/**
 * Deletes the files of the cache that have not been used for longest, until the file `path` of `neededBytes` fits below
 * its limit. A file above the limit empties the cache, and is kept until the next one comes.
 */
export async function makeRoom(
  path: string,
  neededBytes: number,
  limitBytes = mostCachedBytes,
): Promise<void> {
  const folder = dirname(path);
  const names = (await readdir(folder)).filter((name) => ownName.test(name) && name !== basename(path));
  const files = await Promise.all(
    names.map(async (name) => {
      const other = join(folder, name);
      // Another process may have deleted or renamed it.
      const found = await stat(other).catch(() => undefined);
      return { other, bytes: found?.size ?? 0, usedAt: found?.ctimeMs ?? 0 };
    }),
  );
  let total = files.reduce((sum, { bytes }) => sum + bytes, neededBytes);
  for (const { other, bytes } of files.sort((a, b) => a.usedAt - b.usedAt)) {
    if (total <= limitBytes) return;
    await rm(other, { force: true });
    total -= bytes;
  }
}
