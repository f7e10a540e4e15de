import { lstatSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { companionsOf } from './file-kind.ts';

/** Paths with temporary names, which are removed when the process ends before they are released. */
const present = new Set<string>();
let isWatching = false;

/** An unused name in `folder`. It does not include the target's name, which may already have the maximum length. */
export function unusedName(folder: string, ending: 'part' | 'old'): string {
  for (let count = 0; ; count++) {
    const path = join(folder, `.hpsearch-${process.pid}-${count}.${ending}`);
    if (!present.has(path) && lstatSync(path, { throwIfNoEntry: false }) === undefined) return path;
  }
}

/** An unused name for a file or folder that is removed when the process ends before it is released. */
export function holdTemporary(folder: string): string {
  if (!isWatching)
    process.on('exit', () => {
      for (const path of present) remove(path);
    });
  isWatching = true;
  const path = unusedName(folder, 'part');
  present.add(path);
  return path;
}

/** Called when it has its final name, or is not wanted. Removes anything left, including SQLite's log. */
export function releaseTemporary(path: string): void {
  present.delete(path);
  remove(path);
}

function remove(path: string): void {
  for (const each of [path, ...companionsOf(path)]) rmSync(each, { recursive: true, force: true });
}
