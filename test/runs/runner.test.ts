import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { isRunnerAlive, thisRunner } from '../../src/runs/runner.ts';

const systemSaysStart = existsSync('/proc/self/stat');
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) if (child.kill('SIGKILL')) await once(child, 'exit');
});

function idle(): ChildProcess {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  children.push(child);
  return child;
}

/** Field 22 of proc(5), stat, for a program whose name has no blank. */
function startOf(processId: number | undefined): string {
  return systemSaysStart ? (readFileSync(`/proc/${processId}/stat`, 'utf8').split(' ')[21] as string) : '';
}

const runnerOf = ({ pid = 0 }: ChildProcess) => ({
  ...thisRunner(),
  processId: pid,
  processStart: startOf(pid),
});

describe('a runner', () => {
  it('is this process, and the same each time it is asked', () => {
    expect(thisRunner()).toEqual(thisRunner());
    expect(thisRunner().processId).toBe(process.pid);
    expect(isRunnerAlive(thisRunner())).toBe(true);
  });

  it('is alive while its process runs, and dead once it has been killed', async () => {
    const child = idle();
    const runner = runnerOf(child);
    expect(isRunnerAlive(runner)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isRunnerAlive(runner)).toBe(false);
  });

  it('on another machine counts as alive: nobody here can know', () => {
    expect(isRunnerAlive({ host: 'elsewhere.invalid', processId: 1, processStart: '1' })).toBe(true);
  });

  it.runIf(systemSaysStart)('in another container counts as alive where its heartbeat tells', () => {
    const elsewhere = { ...thisRunner(), system: 'another boot', processStart: '1' };
    expect(isRunnerAlive(elsewhere, true)).toBe(true);
    expect(isRunnerAlive(elsewhere)).toBe(false);
    expect(isRunnerAlive({ ...thisRunner(), processStart: '1' }, true)).toBe(false);
  });

  it.runIf(systemSaysStart)('is dead when a later process has its id', () => {
    expect(isRunnerAlive({ ...thisRunner(), processStart: '1' })).toBe(false);
  });

  it('is alive when the system did not say when its process began', () => {
    expect(isRunnerAlive({ ...thisRunner(), processStart: '' })).toBe(true);
  });

  it.runIf(systemSaysStart)('is dead as a zombie, whose parent never asks after it', async () => {
    // The shell becomes a sleep that knows nothing of the child it has.
    const parent = spawn('sh', ['-c', 'sleep 0.01 & echo $!; exec sleep 30']);
    children.push(parent);
    const [printed] = await once(parent.stdout, 'data');
    const processId = Number(printed);
    const stateOf = () => readFileSync(`/proc/${processId}/stat`, 'utf8').split(' ')[2];
    while (stateOf() !== 'Z') await sleep(5);
    expect(isRunnerAlive({ ...thisRunner(), processId, processStart: startOf(processId) })).toBe(false);
  });
});
