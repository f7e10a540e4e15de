import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { throwIfInterrupted } from '../study/write-whole.ts';
import { exportedFiles } from './exported-model.ts';
import { savedModelFiles } from './saved-model.ts';

const known: readonly string[] = [...Object.values(exportedFiles), ...Object.values(savedModelFiles)];

/** UsageError unless `folder` can be made, or holds an export that may be replaced. */
export async function checkTarget(folder: string, mayReplace: boolean): Promise<void> {
  const above = nearestFolder(resolve(folder));
  if (!(await stat(above)).isDirectory()) throw new UsageError(`--to: ${above} is a file, and no folder`);
  if (!existsSync(folder)) return;
  if (!mayReplace) {
    throw new UsageError(`--to: ${folder} is there already: --replace puts the model in its place`);
  }
  const entries = await readdir(folder).catch(() => undefined);
  const other = entries === undefined ? folder : entries.find((entry) => !known.includes(entry));
  if (other === undefined) return;
  throw new UsageError(
    `--replace: ${folder} is not a folder of an export alone, and stays: it holds ${other}`,
  );
}

/** The one above that is there already. */
function nearestFolder(path: string): string {
  const above = dirname(path);
  return existsSync(above) || above === path ? above : nearestFolder(above);
}

/**
 * Has `write` fill a folder under a temporary name, and puts it in its place when it is whole; else nothing stays.
 * InterruptedError when the signal is aborted by then.
 */
export async function writeFolder<T>(
  folder: string,
  signal: AbortSignal,
  write: (part: string) => Promise<T>,
): Promise<T> {
  const target = resolve(folder);
  const part = `${target}.${process.pid}.part`;
  try {
    await mkdir(part, { recursive: true });
    const result = await write(part);
    throwIfInterrupted(signal, folder);
    await rm(target, { recursive: true, force: true });
    await rename(part, target);
    return result;
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}
