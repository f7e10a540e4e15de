import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { makeRoom } from './cache-room.ts';

const hashBytes = 32;

/** They may be made from confidential data. */
const mode = 0o600;

/**
 * The bytes that a folder keeps under a key, 64 hexadecimal digits of all that they follow from. If there are none, or
 * they are damaged, `make` makes them, and they are kept; a folder that cannot be written keeps nothing.
 */
export async function keptBytes(
  folder: string,
  key: string,
  make: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const path = join(folder, key);
  const known = await readFile(path).catch(() => undefined);
  const body = known?.subarray(0, -hashBytes);
  if (known !== undefined && body !== undefined && hashOf(body).equals(known.subarray(-hashBytes))) {
    // Changes the time by which the cache is ordered.
    await chmod(path, mode).catch(() => {});
    return body;
  }
  const bytes = await make();
  await keep(folder, path, bytes).catch(() => {});
  return bytes;
}

/** Processes that keep the same bytes write the same to the same places. */
async function keep(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.part`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await makeRoom(part, bytes.length + hashBytes);
  const file = await open(part, constants.O_RDWR | constants.O_CREAT, mode);
  try {
    await file.write(bytes, 0, bytes.length, 0);
    await file.write(hashOf(bytes), 0, hashBytes, bytes.length);
    await file.truncate(bytes.length + hashBytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, path);
}

function hashOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
