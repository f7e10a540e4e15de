import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Runner } from '../store/store.ts';

/** This process, as a study's runner. */
export function thisRunner(): Runner {
  const system = thisSystem();
  return {
    ...{ host: hostname(), processId: process.pid, processStart: statusOf(process.pid).start },
    ...(system !== undefined && { system }),
  };
}

/**
 * False when the process is known to be dead. One on another machine cannot be checked, and counts as alive; so does one
 * in another container with the same host name, if its heartbeat will show whether it is.
 */
export function isRunnerAlive(runner: Runner, hasHeartbeat = false): boolean {
  if (runner.host !== hostname()) return true;
  if (hasHeartbeat && runner.system !== thisSystem()) return true;
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

/** The boot and the namespace of process ids that this process belongs to; undefined on systems other than Linux. */
function thisSystem(): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return undefined;
  }
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
