import { UsageError } from '../faults/errors.ts';
import type { Message } from '../faults/message.ts';
import type { Failure } from '../study/trial.ts';
import { divertOutput } from './divert-output.ts';
import { replacedError } from './guarded-call.ts';
import { boundPost, sealThread } from './seal-thread.ts';
import { type WatchedGlobals, watchGlobals } from './watched-globals.ts';

/** What a trial's thread holds on to, whatever the user's module does to the thread. */
export interface TrialThread {
  /** Sends a report to the coordinator; the module has no port of its own. */
  post(message: unknown): void;
  now(): number;
  /**
   * Called once, after the backend and before the module is loaded: takes from the thread what leads to the coordinator,
   * and begins the watch on its globals. Piscina needs its port until the thread has its first task.
   */
  seal(): void;
  /** A failure when the trial replaced what all code of the thread shares; that is put back, and the thread given up. */
  damage(): Failure | undefined;
  /** Runs one task: what an earlier one replaced late, or this one, is put back. A refusal by a UsageError is returned. */
  run<T>(task: () => Promise<T>): Promise<T | Refusal>;
}

/** No trial can run like this: its module is no longer what the study began with. */
interface Refusal {
  readonly kind: 'refused';
  readonly message: Message;
}

/** Called at the top of a trial's thread. */
export function trialThread(): TrialThread {
  divertOutput();
  let globals: WatchedGlobals | undefined;
  return {
    post: boundPost(),
    now: performance.now.bind(performance),
    seal() {
      sealThread();
      globals ??= watchGlobals();
    },
    damage() {
      const replaced = globals?.restore() ?? [];
      return replaced.length === 0
        ? undefined
        : { kind: 'crash', message: replacedError('the module', replaced).message };
    },
    async run(task) {
      globals?.restore();
      try {
        return await task();
      } catch (error) {
        globals?.restore();
        if (error instanceof UsageError) return { kind: 'refused', message: error.text };
        throw error;
      }
    },
  };
}
