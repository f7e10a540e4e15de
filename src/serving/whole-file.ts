import { open, rename, rm } from 'node:fs/promises';
import { UsageError } from '../errors.ts';

/**
 * Writes lines to a file that appears under its name when all of `work` is done, in the place of one that was there; when
 * `work` fails, nothing is left. UsageError when there can be no file of that name.
 */
export async function writeWhole<T>(
  path: string,
  work: (write: (text: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  const part = `${path}.${process.pid}.part`;
  const file = await open(part, 'w').catch((error: Error) => {
    throw new UsageError(`--out: ${path} cannot be written: ${error.message}`);
  });
  try {
    const result = await work((text) => file.writeFile(`${text}\n`));
    await file.close();
    await rename(part, path);
    return result;
  } catch (error) {
    await file.close();
    await rm(part, { force: true });
    throw error;
  }
}
