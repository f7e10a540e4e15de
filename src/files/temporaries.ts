import { lstatSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { companionsOf } from './file-kind.ts';

/** Paths under temporary names, which are removed when the process ends before they are released. */
const present = new Set<string>();
let isWatching = false;

/** A name in `folder` that nothing has. It does not hold the target's, which may be as long as names can be. */
export function unusedName(folder: string, ending: 'part' | 'old'): string {
  for (let count = 0; ; count++) {
    const path = join(folder, `.hpsearch-${process.pid}-${count}.${ending}`);
    if (!present.has(path) && lstatSync(path, { throwIfNoEntry: false }) === undefined) return path;
  }
}

/** An unused name for what is to be removed when the process ends before it is released. */
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

/** Called when it has its own name, or is not wanted. Removes what is still there, with SQLite's log of it. */
export function releaseTemporary(path: string): void {
  present.delete(path);
  remove(path);
}

function remove(path: string): void {
  for (const each of [path, ...companionsOf(path)]) rmSync(each, { recursive: true, force: true });
}
