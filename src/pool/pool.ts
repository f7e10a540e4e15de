import type { TaskEnd, TrialTask, WorkerReport } from './messages.ts';

/** Runs trials, each alone in its worker. Every implementation passes test/contracts/pool.ts. */
export interface TrialPool {
  /** How many trials run at once. */
  readonly size: number;
  /**
   * Runs one trial and never rejects. When its worker throws, dies, or has not ended `timeoutSeconds` after it began to
   * train, the task is `lost`, and a worker that died or was ended is replaced. So is one that has not begun in the same
   * time, or in a minute where that is more. A task that its worker died of before it began, or for which a worker that
   * others had used before had too little memory, is given to a new one, once. A pool may replace workers between trials.
   * Call it for at most `size` trials at a time.
   */
  run(task: TrialTask, timeoutSeconds: number, onReport: (report: WorkerReport) => void): Promise<TaskEnd>;
  /** Ends the workers. Await all runs first, or they are lost. */
  close(): Promise<void>;
}
