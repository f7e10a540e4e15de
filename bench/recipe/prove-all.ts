import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Job, Run } from './runs.ts';

interface ProofHooks {
  readonly workers: number;
  /** The folder of the real tables. */
  readonly folder: string;
  onRun(run: Run): Promise<void>;
}

/** Checks the pipelines of all jobs, each in one of `workers` processes; a process that dies costs its job alone. */
export async function proveAll(jobs: readonly Job[], { workers, folder, onRun }: ProofHooks): Promise<void> {
  const waiting = [...jobs];
  const lane = async () => {
    let child: ChildProcess | undefined;
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      child ??= fork(fileURLToPath(new URL('./prove.js', import.meta.url)), [folder]);
      const run = await answerOf(child, job);
      if (run === undefined) child = undefined;
      await onRun(run ?? { ...job, seconds: 0, cpuSeconds: 0, alarms: [], error: 'its process died' });
    }
    child?.disconnect();
  };
  await Promise.all(Array.from({ length: workers }, lane));
}

/** Undefined when the process ends first. */
async function answerOf(child: ChildProcess, job: Job): Promise<Run | undefined> {
  const answered = new AbortController();
  const { signal } = answered;
  const answer = once(child, 'message', { signal }).then(([run]) => run as Run);
  const end = once(child, 'exit', { signal }).then(() => undefined);
  child.send(job);
  try {
    return await Promise.race([answer, end]);
  } finally {
    answered.abort();
    await Promise.allSettled([answer, end]);
  }
}
