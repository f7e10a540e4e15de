import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** Includes the host name, because machines may share a home folder. */
const prefix = `.installing-${hostname()}-`;

/** A workshop's name holds its process id, so that it can be removed after that process was killed. */
export function workshopName(pid: number): string {
  return `${prefix}${pid}`;
}

/** Deletes the workshops of processes of this machine that no longer run. */
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
    // EPERM: the process runs but belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
