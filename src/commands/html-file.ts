import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../errors.ts';

/** Called before the minutes that a report may take. UsageError when `--html` names no place for a file. */
export function requirePlaceFor(file: string): void {
  const folder = dirname(resolve(file));
  if (!existsSync(folder)) throw cannotWrite(file, `there is no folder ${folder}`);
  if (existsSync(file) && statSync(file).isDirectory()) throw cannotWrite(file, 'it is a folder');
}

/** UsageError when the file cannot be written. */
export function writePage(file: string, page: string): void {
  try {
    writeFileSync(file, page);
  } catch (error) {
    throw cannotWrite(file, (error as Error).message);
  }
}

function cannotWrite(file: string, reason: string): UsageError {
  return new UsageError(`--html: ${file} cannot be written: ${reason}`);
}
