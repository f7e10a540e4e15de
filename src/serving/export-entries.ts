import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireReadableFile } from '../files/readable-file.ts';
import { exportedFiles, isPreprocessDocument } from './exported-model.ts';
import { savedModelFiles } from './saved-model.ts';

const known: readonly string[] = [...Object.values(exportedFiles), ...Object.values(savedModelFiles)];

/**
 * The first entry of a folder that is not part of an exported model; undefined when there is none. A non-empty folder
 * must contain the document that identifies an export.
 */
export function foreignEntry(folder: string): string | undefined {
  const entries = readdirSync(folder, { withFileTypes: true });
  const other = entries.find(
    (entry) =>
      !known.includes(entry.name) ||
      (entry.name === savedModelFiles.variables ? !isEmptyFolder(join(folder, entry.name)) : !entry.isFile()),
  );
  if (other !== undefined) return other.name;
  if (entries.length === 0 || hasDocument(folder)) return undefined;
  return `no ${exportedFiles.preprocess} of an export`;
}

function isEmptyFolder(path: string): boolean {
  return lstatSync(path).isDirectory() && readdirSync(path).length === 0;
}

function hasDocument(folder: string): boolean {
  try {
    requireReadableFile(join(folder, exportedFiles.preprocess));
    return isPreprocessDocument(JSON.parse(readFileSync(join(folder, exportedFiles.preprocess), 'utf8')));
  } catch {
    return false;
  }
}
