import type { Failure } from '../study/trial.ts';
import type { TrialTask, WorkerReport } from './messages.ts';
import { loadTimeout, timeout } from './worker-failure.ts';

/** Follows one task through its reports to its deadline, which counts anew from where its worker began to train. */
export interface TaskWatch {
  /** Takes what a worker says; reports of other tasks, and of other attempts, are dropped. */
  handle(report: WorkerReport): void;
  readonly hasBegun: boolean;
  /** Aborted once the worker has to be ended; its reason is a Failure. */
  readonly signal: AbortSignal;
  /** The reason, or undefined for a task that was not given up. */
  readonly verdict: Failure | undefined;
  giveUp(failure: Failure): void;
  /** The task has ended: nothing is heard any more, and no deadline comes. */
  end(): void;
}

export interface Deadlines {
  /** From where the worker began to train. */
  readonly timeoutSeconds: number;
  /** What a worker has for loading even where `timeoutSeconds` is less. */
  readonly leastLoadSeconds: number;
}

/** The longest that a timer can wait: 24.8 days. It takes what is longer for one millisecond. */
const longestMilliseconds = 2 ** 31 - 1;

export function watchTask(
  task: TrialTask,
  { timeoutSeconds, leastLoadSeconds }: Deadlines,
  onReport: (report: WorkerReport) => void,
): TaskWatch {
  const controller = new AbortController();
  let hasBegun = false;
  let hasEnded = false;
  const giveUp = (failure: Failure) => {
    if (!hasEnded) controller.abort(failure);
  };
  const giveUpAfter = (seconds: number, failure: Failure) =>
    setTimeout(() => giveUp(failure), Math.min(seconds * 1000, longestMilliseconds));
  const mayLoadFor = Math.max(timeoutSeconds, leastLoadSeconds);
  let timer = giveUpAfter(mayLoadFor, loadTimeout(mayLoadFor));
  return {
    handle(report) {
      if (hasEnded || report.trial !== task.trial || report.attempt !== task.attempt) return;
      if (report.kind === 'started' && !hasBegun) {
        hasBegun = true;
        clearTimeout(timer);
        timer = giveUpAfter(timeoutSeconds, timeout(timeoutSeconds));
      }
      // It has kept to its deadline, and would be lost to a lock that another process holds.
      if (report.kind === 'recording') clearTimeout(timer);
      onReport(report);
    },
    get hasBegun() {
      return hasBegun;
    },
    signal: controller.signal,
    get verdict() {
      return controller.signal.aborted ? (controller.signal.reason as Failure) : undefined;
    },
    giveUp,
    end() {
      hasEnded = true;
      clearTimeout(timer);
    },
  };
}
