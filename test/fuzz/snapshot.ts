import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Relative path → what stands there: its kind, and a digest of a file's content. */
export type Snapshot = ReadonlyMap<string, string>;

export interface Difference {
  readonly added: readonly string[];
  /** Changed, or gone. */
  readonly changed: readonly string[];
}

/** Everything below a folder, but for the folder itself. Empty when it is gone. */
export function takeSnapshot(folder: string): Snapshot {
  let paths: string[];
  try {
    paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return new Map();
  }
  return new Map(paths.map((path) => [path, stateOf(join(folder, path))]));
}

function stateOf(path: string): string {
  const state = lstatSync(path);
  if (state.isFile()) return createHash('sha1').update(readFileSync(path)).digest('hex');
  return state.isDirectory()
    ? 'folder'
    : state.isSymbolicLink()
      ? `link to ${readlinkSync(path)}`
      : 'special file';
}

export function compareSnapshots(before: Snapshot, after: Snapshot): Difference {
  return {
    added: [...after.keys()].filter((path) => !before.has(path)),
    changed: [...before].filter(([path, state]) => after.get(path) !== state).map(([path]) => path),
  };
}
