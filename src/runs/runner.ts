import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Runner } from '../store/store.ts';

/** This process, as a study's runner. */
export function thisRunner(): Runner {
  return { host: hostname(), processId: process.pid, processStart: statusOf(process.pid).start };
}

/** False when the process is known to be dead. One on another machine cannot be checked, and counts as alive. */
export function isRunnerAlive(runner: Runner): boolean {
  if (runner.host !== hostname()) return true;
  try {
    process.kill(runner.processId, 0);
  } catch (error) {
    // EPERM: the process is alive, and belongs to another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const { state, start } = statusOf(runner.processId);
  // A zombie no longer computes; if its parent never reaps it, as in many containers, its id stays in use.
  if (state === 'Z' || state === 'X') return false;
  const isKnown = start !== '' && runner.processStart !== '';
  return !isKnown || start === runner.processStart;
}

/**
 * A process's state and its start time in clock ticks since boot on Linux (proc(5), stat, fields 3 and 22); both '' on
 * other systems.
 */
function statusOf(processId: number): { state: string; start: string } {
  try {
    const afterName = readFileSync(`/proc/${processId}/stat`, 'utf8').split(') ').at(-1) ?? '';
    const fields = afterName.split(' ');
    return { state: fields[0] ?? '', start: fields[19] ?? '' };
  } catch {
    return { state: '', start: '' };
  }
}
