import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../errors.ts';

/**
 * Has `write` make a file under a temporary name beside `path`, and gives it its own name once it is whole. A file that
 * is there already raises UsageError, unless it may be replaced; nothing stays behind when `write` fails.
 */
export async function writeWhole(
  path: string,
  mayReplace: boolean,
  write: (temporary: string) => Promise<void> | void,
): Promise<void> {
  if (!existsSync(dirname(path))) throw new UsageError(`--to: there is no folder ${dirname(path)}`);
  if (existsSync(path) && statSync(path).isDirectory()) throw new UsageError(`--to: ${path} is a folder`);
  if (!mayReplace && existsSync(path)) {
    throw new UsageError(`--to: ${path} exists already: --replace writes over it`);
  }
  const temporary = `${path}.${process.pid}.part`;
  rmSync(temporary, { force: true });
  try {
    await write(temporary);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Writes pieces of text one after the other, and has them on the disk when it ends. */
export async function writeText(path: string, pieces: AsyncIterable<string>): Promise<void> {
  const file = await open(path, 'wx');
  try {
    for await (const piece of pieces) await file.write(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}
