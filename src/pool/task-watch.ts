import type { Failure } from '../study/trial.ts';
import type { TrialTask, WorkerReport } from './messages.ts';
import { givenUp, loadTimeout, timeout } from './worker-failure.ts';

/**
 * Watches one task's reports and its deadline, which restarts when the worker begins to train, and does not run while it
 * records.
 */
export interface TaskWatch {
  /** Takes a worker's report. Reports of other tasks and other attempts are ignored. */
  handle(report: WorkerReport): void;
  readonly hasBegun: boolean;
  /** Aborted when the worker must be ended; the reason is a Failure. */
  readonly signal: AbortSignal;
  /** The reason for giving the task up; undefined if it was not. */
  readonly verdict: Failure | undefined;
  giveUp(failure: Failure): void;
  /** Call it when the task has ended: it stops the deadline, and later reports are ignored. */
  end(): void;
}

export interface Deadlines {
  /** Counted from when the worker begins to train. */
  readonly timeoutSeconds: number;
  /** Minimum time for loading a worker, even if `timeoutSeconds` is shorter. */
  readonly leastLoadSeconds: number;
  /** Once aborted the task is given up. */
  readonly giveUp?: AbortSignal | undefined;
}

/** The longest delay of a timer: 24.8 days. Node replaces longer ones by one millisecond. */
const longestMilliseconds = 2 ** 31 - 1;

export function watchTask(
  task: TrialTask,
  { timeoutSeconds, leastLoadSeconds, giveUp: asked }: Deadlines,
  onReport: (report: WorkerReport) => void,
): TaskWatch {
  const controller = new AbortController();
  let hasBegun = false;
  let hasEnded = false;
  const giveUp = (failure: Failure) => {
    if (!hasEnded) controller.abort(failure);
  };
  const obey = () => giveUp(givenUp);
  asked?.addEventListener('abort', obey, { once: true });
  const giveUpAfter = (milliseconds: number, failure: Failure) =>
    setTimeout(() => giveUp(failure), Math.min(milliseconds, longestMilliseconds));
  const mayLoadFor = Math.max(timeoutSeconds, leastLoadSeconds);
  let timer = giveUpAfter(1000 * mayLoadFor, loadTimeout(mayLoadFor));
  let leftMilliseconds = 1000 * timeoutSeconds;
  let runsSince: number | undefined;
  const run = () => {
    clearTimeout(timer);
    runsSince = performance.now();
    timer = giveUpAfter(leftMilliseconds, timeout(timeoutSeconds));
  };
  // A database lock of another process must not make a task time out.
  const pause = () => {
    clearTimeout(timer);
    if (runsSince !== undefined) leftMilliseconds -= performance.now() - runsSince;
    runsSince = undefined;
  };
  return {
    handle(report) {
      if (hasEnded || report.trial !== task.trial || report.attempt !== task.attempt) return;
      if (report.kind === 'started' && !hasBegun) {
        hasBegun = true;
        run();
      }
      if (report.kind === 'recording') pause();
      if (report.kind === 'resumed') run();
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
      asked?.removeEventListener('abort', obey);
    },
  };
}
