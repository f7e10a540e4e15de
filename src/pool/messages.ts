import type { Message } from '../faults/message.ts';
import type { DistillationSettings } from '../study/distillation.ts';
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
  /** What its random streams derive from, where that is another than its own number. */
  readonly streams?: {
    /** The sampler's count, or the number of the trial where all began. */
    readonly trial: number;
    readonly branch?: readonly (number | string)[];
  };
  /** It goes on from a trial's stored weights, and not from new ones. */
  readonly continuation?: Continuation;
  /** True: what comes of it is in the answer, and is not recorded. */
  readonly isUnrecordedRun?: boolean;
  /** A unrecordedRun's answer holds the weights as well. */
  readonly wantsWeights?: boolean;
  /** It learns from the context's teacher, and not from the labels alone. */
  readonly distillation?: DistillationSettings;
}

export interface Continuation {
  /** The trial whose best epoch it goes on from. */
  readonly parent: number;
  /** At most so many more. */
  readonly epochs: number;
  /** In place of the study's. */
  readonly patience: number;
}

/** Hints for the progress line and the pruner. A report may arrive after the trial's end, and is dropped then. */
export type WorkerReport =
  | { readonly kind: 'started'; readonly trial: number; readonly attempt: number }
  | {
      readonly kind: 'epoch';
      readonly trial: number;
      readonly attempt: number;
      readonly record: EpochRecord;
    }
  /** It has ended and is being recorded. Said again while another process holds the database's lock, for so long by now. */
  | {
      readonly kind: 'recording';
      readonly trial: number;
      readonly attempt: number;
      readonly database: string;
      readonly waitedMilliseconds: number;
    };

/** How a task ended. A worker that could not even answer was `lost`: nothing of its trial is recorded yet. */
export type TaskEnd =
  | { readonly kind: 'recorded'; readonly outcome: TrialOutcome }
  | { readonly kind: 'superseded' }
  | ({ readonly kind: 'rehearsed' } & UnrecordedRun)
  | { readonly kind: 'storeFailed'; readonly message: string }
  /** No trial of the study can run: its module is no longer what the study began with. */
  | { readonly kind: 'refused'; readonly message: Message }
  /** Its worker was told to end by a signal that was meant for the whole search; nothing of the trial is recorded. */
  | { readonly kind: 'interrupted'; readonly message: string }
  | { readonly kind: 'lost'; readonly failure: Failure };

/** A training of which nothing was recorded. */
export interface UnrecordedRun {
  readonly outcome: TrialOutcome;
  readonly history: readonly EpochRecord[];
  /** SHA-256 of the best epoch's encoded weights; null when it failed. */
  readonly weightsDigest: string | null;
  /** Where they were asked for and it did not fail: the best epoch's, encoded, and the optimizer's state. */
  readonly weights?: Uint8Array;
  readonly optimizer?: Uint8Array;
  /** How long it trained. */
  readonly seconds?: number;
}

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
