import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** Of the machine too: a home folder may be shared. */
const prefix = `.installing-${hostname()}-`;

/** A workshop's name tells whose it is, for when that process is killed. */
export function workshopName(pid: number): string {
  return `${prefix}${pid}`;
}

/** Deletes the workshops of this machine's processes that are no more. */
export async function removeLeftovers(root: string): Promise<void> {
  if (!existsSync(root)) return;
  for (const name of await readdir(root)) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number(name.slice(prefix.length));
    if (!isRunning(pid)) await rm(join(root, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
