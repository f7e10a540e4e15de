import type { TaskEnd, TrialTask, WorkerReport } from '../../src/pool/messages.ts';
import type { TrialPool } from '../../src/pool/pool.ts';
import type { Store } from '../../src/store/store.ts';
import { resultOf } from './given-study.ts';

/** Does with a task as a worker would. */
export type Script = (task: TrialTask, report: (message: WorkerReport) => void) => Promise<TaskEnd>;

export interface ScriptedPool extends TrialPool {
  /** Trials in the order in which they were given. */
  readonly started: number[];
  /** The most that ran at once. */
  readonly most: number;
}

/** A pool without threads, whose workers follow a script in this one. */
export function scriptedPool(size: number, script: Script): ScriptedPool {
  const started: number[] = [];
  let running = 0;
  let most = 0;
  return {
    size,
    started,
    get most() {
      return most;
    },
    async run(task, _timeoutSeconds, onReport, giveUp) {
      started.push(task.trial);
      running += 1;
      most = Math.max(most, running);
      try {
        return await Promise.race([script(task, onReport), interruption(giveUp)]);
      } finally {
        running -= 1;
      }
    },
    warm: () => {},
    close: async () => {},
  };
}

/** Never resolves without a signal. */
function interruption(giveUp: AbortSignal | undefined): Promise<TaskEnd> {
  return new Promise((resolve) => {
    giveUp?.addEventListener('abort', () => resolve({ kind: 'interrupted', message: 'it was given up' }));
  });
}

/** Records the trial as complete, its value its number, as a worker does. */
export function recordingIn(store: Store): Script {
  return async (task) => {
    const result = resultOf(task.trial);
    const isCurrent = await store.record(task, result, 20);
    return isCurrent ? { kind: 'recorded', outcome: result.outcome } : { kind: 'superseded' };
  };
}
