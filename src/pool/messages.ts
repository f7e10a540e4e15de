import type { Message } from '../faults/message.ts';
import type { DistillationSettings } from '../study/distillation.ts';
import type { Rank } from '../study/ranking.ts';
import type { Configuration } from '../study/search-space.ts';
import type { EpochRecord, Failure, ParkedTrial, Rung, TrialOutcome } from '../study/trial.ts';

/** A worker's task: one attempt at one trial. */
export interface TrialTask {
  readonly studyId: number;
  readonly trial: number;
  readonly attempt: number;
  readonly config: Configuration;
  /** One Int32: 1 asks the training to end after its epoch. Shared, so that the worker can read it while it trains. */
  readonly stop: SharedArrayBuffer;
  /** One Int32, set by the pool: how many threads may compute its products, which may change while it trains. */
  readonly threads?: SharedArrayBuffer;
  /** The keys of its random streams, if they do not derive from its own number. */
  readonly streams?: {
    /** The sampler's count, or the number of the original trial. */
    readonly trial: number;
    readonly branch?: readonly (number | string)[];
  };
  /** If set, training resumes from another trial's stored weights. */
  readonly continuation?: Continuation;
  /**
   * If set, the trial trains up to this total number of epochs, from its parked state if it has one, and stops there as
   * `pruned` with a new parked state. Its schedules run over the study's maximum number of epochs.
   */
  readonly rung?: Rung;
  /** The parked state; default: the stored one. */
  readonly parked?: ParkedTrial;
  /** If true, a new parked state of a training that is cheap to repeat is returned in the answer, and not stored. */
  readonly mayReturnState?: boolean;
  /** If true, the record of a quick trial is left for the coordinator to sync, and the answer says so. */
  readonly mayBeUnsynced?: boolean;
  /** Number of best trials that keep their weights; default: the context's. */
  readonly keep?: number;
  /** If set, the trial keeps no weights where it ranks below this one. */
  readonly lastKept?: Rank;
  /**
   * The number of the last epoch of each model, or of all of them, in place of the study's seconds of training: to repeat
   * a trial that ended by those.
   */
  readonly lastEpochs?: readonly number[];
  /** If true, the outcome is returned in the answer and not recorded. */
  readonly isUnrecordedRun?: boolean;
  /** If true, the answer of an unrecorded run includes the weights. */
  readonly wantsWeights?: boolean;
  /**
   * Places in the validation split, or in the part that the one fold of `folds` judges: the answer of an unrecorded run
   * has the predictions for these rows after each epoch.
   */
  readonly watched?: readonly number[];
  /** Indices of the data set's folds: the trial's models are those of these folds. Default: of all. */
  readonly folds?: readonly number[];
  /** If set, the model learns from the context's teacher in addition to the labels. */
  readonly distillation?: DistillationSettings;
  /** The data of a thread that started before it was known: with its first task. */
  readonly later?: unknown;
}

export interface Continuation {
  /** The trial from whose best epoch training resumes. */
  readonly parent: number;
  /** Maximum number of additional epochs. */
  readonly epochs: number;
  /** Replaces the study's patience. */
  readonly patience: number;
}

/** Reports for the progress line and the pruner. A report that arrives after the trial's end is ignored. */
export type WorkerReport =
  | { readonly kind: 'started'; readonly trial: number; readonly attempt: number }
  | {
      readonly kind: 'epoch';
      readonly trial: number;
      readonly attempt: number;
      readonly record: EpochRecord;
      /** The index of the fold whose model was trained; absent in a study without folds. */
      readonly fold?: number;
    }
  /**
   * The trial, or one of its folds, has ended and is being recorded. Repeated, with the wait so far, while the database
   * is locked or cannot be reached. The deadline stops.
   */
  | {
      readonly kind: 'recording';
      readonly trial: number;
      readonly attempt: number;
      readonly database: string;
      readonly reason: 'locked' | 'unreachable';
      readonly waitedMilliseconds: number;
    }
  /** A fold is recorded, and the trial is trained again: the deadline continues. */
  | { readonly kind: 'resumed'; readonly trial: number; readonly attempt: number };

/** How a task ended. `lost` means that the worker did not answer and nothing of the trial is recorded yet. */
export type TaskEnd =
  | {
      readonly kind: 'recorded';
      readonly outcome: TrialOutcome;
      readonly parked?: ParkedTrial;
      /** True: a crash of the system may undo the record until the store has been synced. */
      readonly isUnsynced?: boolean;
    }
  | { readonly kind: 'superseded' }
  | ({ readonly kind: 'rehearsed' } & UnrecordedRun)
  | { readonly kind: 'storeFailed'; readonly message: string }
  /** No trial of the study can run, because its module has changed since the study began. */
  | { readonly kind: 'refused'; readonly message: Message }
  /** A signal meant for the whole search, or the task's own, ended the worker; nothing of the trial is recorded. */
  | { readonly kind: 'interrupted'; readonly message: string }
  | { readonly kind: 'lost'; readonly failure: Failure };

/** The result of a training that is not recorded. */
export interface UnrecordedRun {
  readonly outcome: TrialOutcome;
  readonly history: readonly EpochRecord[];
  /** SHA-256 of the best epoch's encoded weights; null if the run failed. */
  readonly weightsDigest: string | null;
  /** The best epoch's encoded weights and optimizer state, if requested and the run did not fail. */
  readonly weights?: Uint8Array;
  readonly optimizer?: Uint8Array;
  /** The predictions for the watched rows, [rows, outputs], after each epoch from the first on; if requested. */
  readonly dynamics?: readonly Float64Array[];
  /** Duration of the training. */
  readonly seconds?: number;
}

/** The value to which a worker's default export resolves. */
export type TaskAnswer = TaskEnd & {
  /** Growth of the worker's memory since it was loaded, as measured by the worker. */
  readonly grownBytes?: number;
};

/** Creates the stop flag of a task. */
export function createStopFlag(): SharedArrayBuffer {
  return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
}

export function askToStop(flag: SharedArrayBuffer): void {
  Atomics.store(new Int32Array(flag), 0, 1);
}

export function isAskedToStop(flag: SharedArrayBuffer): boolean {
  return Atomics.load(new Int32Array(flag), 0) === 1;
}
