import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Runner } from '../store/store.ts';

/** This process, as a study's runner. */
export function thisRunner(): Runner {
  return { host: hostname(), processId: process.pid, processStart: statusOf(process.pid).start };
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
  const { state, start } = statusOf(runner.processId);
  // A zombie computes nothing any more; a parent that never asks after it, as in many containers, keeps its id for good.
  if (state === 'Z' || state === 'X') return false;
  const isKnown = start !== '' && runner.processStart !== '';
  return !isKnown || start === runner.processStart;
}

/**
 * Linux's word for what a process does and its start time in clock ticks since boot (proc(5), stat, fields 3 and 22);
 * both '' where the system does not say.
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
