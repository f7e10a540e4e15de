import type { TaskEnd, TrialTask, WorkerReport } from './messages.ts';

/** A trial's place in a pool: one worker, which runs one task at a time and is replaced when it has to be. */
export interface Slot {
  /**
   * Never rejects. When the worker throws, dies, does not load in time, or has not ended `timeoutSeconds` after it began
   * to train, the task is `lost`, and the next one finds another worker where that one died or was ended.
   */
  attempt(
    task: TrialTask,
    timeoutSeconds: number,
    onReport: (report: WorkerReport) => void,
  ): Promise<Attempt>;
  /** Ends the worker, and whatever it runs is lost; a later attempt gets a new one. */
  renew(): Promise<void>;
}

/** What came of giving a task to a worker. */
export interface Attempt {
  readonly end: TaskEnd;
  /** The worker said that it began to train. */
  readonly hasBegun: boolean;
  /** The worker had been given another task before, and may have kept memory of it. */
  readonly wasUsed: boolean;
}
