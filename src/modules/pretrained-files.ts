import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** String constants that may be the path of a pretrained model. */
const jsonPaths = /(['"`])([^'"`\n]+\.json)\1/g;

/**
 * The pretrained models whose paths are written in a text, relative to a folder: absolute paths of their model.json. A
 * string that is the path of no such file is none.
 */
export function writtenModels(text: string, folder: string): string[] {
  const paths = [...text.matchAll(jsonPaths)].map(([, , path = '']) => resolve(folder, path));
  return [...new Set(paths)].filter((path) => weightFiles(path) !== undefined);
}

/** The weight files that a model.json names, absolute; undefined if it is no readable one. */
export function weightFiles(path: string): string[] | undefined {
  if (!isFile(path)) return undefined;
  try {
    const { weightsManifest } = JSON.parse(readFileSync(path, 'utf8')) as { weightsManifest: unknown };
    if (!Array.isArray(weightsManifest)) return undefined;
    const names = weightsManifest.flatMap((group: { paths: string[] }) => group.paths);
    return names.map((name) => join(dirname(path), name));
  } catch {
    return undefined;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
