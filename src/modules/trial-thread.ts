import { UsageError } from '../faults/errors.ts';
import type { Message } from '../faults/message.ts';
import type { Failure } from '../study/trial.ts';
import { divertOutput } from './divert-output.ts';
import { replacedError } from './guarded-call.ts';
import { boundPost, sealThread } from './seal-thread.ts';
import { type WatchedGlobals, watchGlobals } from './watched-globals.ts';

/** A trial's thread, protected from changes by the user's module. */
export interface TrialThread {
  /** Sends a report to the coordinator; the module has no port of its own. */
  post(message: unknown): void;
  now(): number;
  /** Starts the watch on the thread's globals; called once the backend is loaded, while there is time. */
  watch(): void;
  /**
   * Called once, after the backend and before the module is loaded: removes the thread's access to the coordinator and
   * starts the watch on its globals if nothing has. Not earlier, since Piscina needs its port until the first task arrives.
   */
  seal(): void;
  /** A failure when the trial replaced shared globals; they are restored, and the thread is discarded. */
  damage(): Failure | undefined;
  /**
   * Runs one task; globals that it, or an earlier task's late code, replaced are restored. A UsageError is returned,
   * not thrown.
   */
  run<T>(task: () => Promise<T>): Promise<T | Refusal>;
}

/** A refusal for all trials: the module differs from the one that the study began with. */
interface Refusal {
  readonly kind: 'refused';
  readonly message: Message;
}

/** Called at the top of a trial's thread. */
export function trialThread(): TrialThread {
  divertOutput();
  let globals: WatchedGlobals | undefined;
  const watch = () => {
    globals ??= watchGlobals();
  };
  return {
    post: boundPost(),
    now: performance.now.bind(performance),
    watch,
    seal() {
      sealThread();
      watch();
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
