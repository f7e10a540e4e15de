import type { Configuration } from '../study/search-space.ts';
import type { EpochRecord, Failure, TrialOutcome } from '../study/trial.ts';

/** What a worker is given: one attempt at one trial. */
export interface TrialTask {
  readonly studyId: number;
  readonly trial: number;
  readonly attempt: number;
  readonly config: Configuration;
  /** One Int32: 1 asks the training to end after its epoch. Shared, so that it is heard at once. */
  readonly stop: SharedArrayBuffer;
}

/** Hints for the progress line and the pruner. A report may arrive after the trial's end, and is dropped then. */
export type WorkerReport =
  | { readonly kind: 'started'; readonly trial: number; readonly attempt: number }
  | {
      readonly kind: 'epoch';
      readonly trial: number;
      readonly attempt: number;
      readonly record: EpochRecord;
    };

/** How a task ended. A worker that could not even answer was `lost`: nothing of its trial is recorded yet. */
export type TaskEnd =
  | { readonly kind: 'recorded'; readonly outcome: TrialOutcome }
  | { readonly kind: 'superseded' }
  | { readonly kind: 'storeFailed'; readonly message: string }
  | { readonly kind: 'lost'; readonly failure: Failure };

/** What a worker's default export resolves to. */
export type TaskAnswer = TaskEnd & {
  /** By how much the worker's memory has grown since it was loaded, as far as it knows. */
  readonly grownBytes?: number;
};

/** A task's stop flag. */
export function createStopFlag(): SharedArrayBuffer {
  return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
}

export function askToStop(flag: SharedArrayBuffer): void {
  Atomics.store(new Int32Array(flag), 0, 1);
}

export function isAskedToStop(flag: SharedArrayBuffer): boolean {
  return Atomics.load(new Int32Array(flag), 0) === 1;
}
