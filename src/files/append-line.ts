import { existsSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { UsageError } from '../faults/errors.ts';
import { firstLineOf } from './file-kind.ts';
import { placeOf } from './place.ts';

/**
 * Adds a line to a file that begins with `header`, which a new file gets; nothing that is there changes. UsageError for a
 * file that begins otherwise, and for what is no file.
 */
export async function appendLine(path: string, header: string, line: string): Promise<void> {
  if (placeOf(path).holds === 'folder') throw new UsageError(`${path}: must be a file, and is a folder`);
  const isNew = !existsSync(path) || statSync(path).size === 0;
  if (!isNew && firstLineOf(path) !== header) {
    throw new UsageError(`${path}: must begin with "${header}": it is another program's, and stays as it is`);
  }
  const file = await open(path, 'a');
  try {
    await file.appendFile(`${isNew ? `${header}\n` : ''}${line}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}
