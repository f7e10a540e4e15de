import type { Failure } from '../study/trial.ts';
import type { TrialTask, WorkerReport } from './messages.ts';
import { timeout } from './worker-failure.ts';

/** Follows one task through its reports, from where its worker began to train to its deadline. */
export interface TaskWatch {
  /** Takes what a worker says; reports of other tasks, and of other attempts, are dropped. */
  hear(report: WorkerReport): void;
  readonly hasBegun: boolean;
  /** Aborted once the worker has to be ended; its reason is a Failure. */
  readonly signal: AbortSignal;
  /** The reason, or undefined for a task that was not given up. */
  readonly verdict: Failure | undefined;
  giveUp(failure: Failure): void;
  /** The task has ended: nothing is heard any more, and no deadline comes. */
  end(): void;
}

/** The longest that a timer can wait: 24.8 days. It takes what is longer for one millisecond. */
const longestMilliseconds = 2 ** 31 - 1;

export function watchTask(
  task: TrialTask,
  timeoutSeconds: number,
  onReport: (report: WorkerReport) => void,
): TaskWatch {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let hasEnded = false;
  const giveUp = (failure: Failure) => {
    if (!hasEnded) controller.abort(failure);
  };
  return {
    hear(report) {
      if (hasEnded || report.trial !== task.trial || report.attempt !== task.attempt) return;
      if (report.kind === 'started') {
        const milliseconds = Math.min(timeoutSeconds * 1000, longestMilliseconds);
        timer ??= setTimeout(() => giveUp(timeout(timeoutSeconds)), milliseconds);
      }
      onReport(report);
    },
    get hasBegun() {
      return timer !== undefined;
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
