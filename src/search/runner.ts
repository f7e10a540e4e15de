import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Runner } from '../store/store.ts';

/** This process, as a study's runner. */
export function thisRunner(): Runner {
  return { host: hostname(), processId: process.pid, processStart: startOf(process.pid) };
}

/** False when the process is known to be gone. One on another machine cannot be asked, and counts as alive. */
export function isRunnerAlive(runner: Runner): boolean {
  if (runner.host !== hostname()) return true;
  try {
    process.kill(runner.processId, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return startOf(runner.processId) === runner.processStart;
}

/** Linux's start time of a process in clock ticks since boot (proc(5), stat, field 22); '' where there is no /proc. */
function startOf(processId: number): string {
  try {
    const afterName = readFileSync(`/proc/${processId}/stat`, 'utf8').split(') ').at(-1) ?? '';
    return afterName.split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
