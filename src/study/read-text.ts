import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type Fault, FaultsError } from '../errors.ts';
import { didYouMean } from './nearest-word.ts';

/** A file's text, not empty. FaultsError when there is no such file, or none that can be read as text. */
export function readText(path: string): string {
  const text = decode(readBytes(path), path);
  if (text.trim() === '') throw unreadable(path, 'is empty');
  return text;
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw unreadable(path, 'does not exist', nearFile(path));
    if (code === 'EISDIR') throw unreadable(path, 'is a folder', 'name a space file in it');
    if (code === 'EACCES' || code === 'EPERM') throw unreadable(path, 'may not be read: permission denied');
    throw error;
  }
}

/** Strict, and without the byte order mark that some editors put first. */
function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) throw unreadable(path, 'is not text in UTF-8');
    throw error;
  }
}

function nearFile(path: string): string | undefined {
  try {
    return didYouMean(basename(path), readdirSync(dirname(path)));
  } catch {
    // The folder is not there either: nothing is near.
    return undefined;
  }
}

function unreadable(file: string, law: string, hint?: string): FaultsError {
  const fault: Fault = { file, field: '', law, ...(hint === undefined ? {} : { hint }) };
  return new FaultsError([fault]);
}
