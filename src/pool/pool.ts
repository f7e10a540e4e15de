import type { TaskEnd, TrialTask, WorkerReport } from './messages.ts';

/** Runs trials, one at a time per worker. Every implementation passes test/contracts/pool.ts. */
export interface TrialPool {
  /** Maximum number of concurrent trials. */
  readonly size: number;
  /**
   * Runs one trial. Never rejects. If the worker throws, dies or does not end within `timeoutSeconds` of training, the
   * task is `lost`. A worker that died or was ended is replaced, and so is one that does not begin to train within
   * `timeoutSeconds` or a minute, whichever is longer. A task is retried once, on a new worker, if its worker died
   * before it began to train, or ran out of memory after earlier trials. A pool may replace workers between trials.
   * Call it for at most `size` trials at a time. Once `giveUp` is aborted the worker is ended and replaced; the task is
   * then `interrupted` unless it had ended.
   */
  run(
    task: TrialTask,
    timeoutSeconds: number,
    onReport: (report: WorkerReport) => void,
    giveUp?: AbortSignal,
  ): Promise<TaskEnd>;
  /**
   * Starts the workers, or those that get the first trials, which load meanwhile; without it each starts with its first
   * trial.
   */
  warm(count?: number): void;
  /** Ends the workers. Await all runs first; unfinished ones are lost. */
  close(): Promise<void>;
}
