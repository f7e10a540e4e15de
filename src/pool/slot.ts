import type { TaskEnd, TrialTask, WorkerReport } from './messages.ts';

/** A slot of a pool: one worker that runs one task at a time and is replaced when necessary. */
export interface Slot {
  /**
   * Runs a task. Never rejects. If the worker throws, dies, does not load in time or does not end within
   * `timeoutSeconds` of training, or `giveUp` is aborted, the task is `lost`. A worker that died or was ended is replaced
   * for the next task.
   */
  attempt(
    task: TrialTask,
    timeoutSeconds: number,
    onReport: (report: WorkerReport) => void,
    giveUp?: AbortSignal,
  ): Promise<Attempt>;
  /** Starts the worker, unless there is one, so that it has loaded by its first task. */
  warm(): void;
  /** Ends the worker; its current task is lost. A later attempt gets a new worker. */
  renew(): Promise<void>;
}

/** The result of giving a task to a worker. */
export interface Attempt {
  readonly end: TaskEnd;
  /** Whether the worker reported that it began to train. */
  readonly hasBegun: boolean;
  /** Whether the worker had an earlier task, from which it may still hold memory. */
  readonly wasUsed: boolean;
}
