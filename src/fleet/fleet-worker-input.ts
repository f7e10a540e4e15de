import type { FetchedJob, JobQueue } from '../queue/job-queue.ts';
import type { NewWorker } from '../store/machines.ts';
import type { Store, Study } from '../store/store.ts';
import type { Trial } from '../study/trial.ts';
import type { OpenedStudy, RefusedStudy } from './open-study.ts';
import type { RunEnd } from './trial-run.ts';

export interface FleetEvents {
  onOpen(study: Study): void;
  onRefuse(refused: RefusedStudy): void;
  onStart(study: Study, trial: number): void;
  onEpoch(study: Study, trial: number, epoch: number): void;
  /** A trial that this worker has recorded. */
  onRecord(study: Study, trial: Trial, job: FetchedJob): void;
  /** A trial that was given back or belongs to another worker by now. */
  onDrop(study: Study, trial: number, end: Exclude<RunEnd['kind'], 'recorded'>): void;
  /** An error of the connection; the worker goes on. */
  onError(error: unknown): void;
}

export interface FleetWorkerInput {
  readonly store: Store;
  readonly queue: JobQueue;
  readonly worker: NewWorker;
  /** Opens a study, or says why this machine cannot train it. */
  openHere(study: Study): Promise<OpenedStudy | RefusedStudy>;
  /** The studies to train; absent: all that have jobs. */
  isWanted?(studyId: number): boolean | Promise<boolean>;
  /** Once aborted no further trial starts; those that run are given back after `graceSeconds`. */
  readonly signal: AbortSignal;
  /** Default: running trials end. */
  readonly graceSeconds?: number | undefined;
  /** Seconds without a trial after which the worker leaves; absent: never. */
  readonly idleSeconds?: number | undefined;
  readonly events: FleetEvents;
}
