import type { Configuration } from '../study/search-space.ts';
import type { EpochRecord, Rung, Trial, TrialState } from '../study/trial.ts';
import type { Claim, Runner } from './lease.ts';

/** The hint, sent to workers of any machine, that a trial may be claimed. The trial's row decides whether it may. */
export interface TrialJob {
  readonly studyId: number;
  readonly trial: number;
  /** The sampler's count. */
  readonly draw: number;
  /** A person has enqueued the trial; it has no count. */
  readonly isEnqueued?: true;
  /** The number of the lease under which it was sent; under a later one it is stale. */
  readonly lease: number;
  /** The rung up to which the trial is trained; absent: to its own end. */
  readonly rung?: Rung;
  /** Number of best trials whose weights are kept. */
  readonly keep: number;
}

/** A trial that a worker has claimed by a job. */
export interface ClaimedJob extends Claim {
  readonly config: Configuration;
}

/** How far a trial has come that was sent as a job. */
export interface JobProgress {
  readonly trial: number;
  readonly state: TrialState;
  readonly attempt: number;
  /** The highest rung with a result; absent when there is none. */
  readonly rung?: number;
}

export interface NewWorker {
  /** Unique among all workers of the database. */
  readonly id: string;
  readonly host: string;
  readonly processId: number;
  /** Number of trials that it runs at once. */
  readonly slots: number;
  /** The properties that can change the bits of a result: versions, processor features, by name. */
  readonly software: Readonly<Record<string, string>>;
  /** It is live for three of these after it was last seen. */
  readonly heartbeatSeconds: number;
}

/** A worker that has been seen within three of its heartbeats. */
export interface LiveWorker extends NewWorker {
  /** Seconds since it was last seen, by the database's clock. */
  readonly seenSecondsAgo: number;
}

/** The epochs of a running trial since its previous part. */
export interface ProgressPart extends Claim {
  /** Counts the parts of the attempt from 0. */
  readonly part: number;
  /** The index of the fold that they belong to; absent in a study without folds. */
  readonly fold?: number;
  readonly history: readonly EpochRecord[];
}

/** A trial that a worker has claimed and that no later claim has taken from it. */
export interface OwnedTrial extends Claim {
  /** True: the trial is to end after its epoch. */
  readonly isAskedToEnd: boolean;
}

/** The answer to a worker when it reports that it is alive. */
export interface WorkerNews {
  /** All trials that are still its own; the others have been given to another worker. */
  readonly owned: readonly OwnedTrial[];
  /** Number of live workers of the database, this one included. */
  readonly workers: number;
}

/** The part of a store by which several machines run a study. `Store` says what holds for every method. */
export interface MachineStore {
  /**
   * Reports that `runner` still runs the study, and returns the number of its lease. Undefined when another process has
   * taken the study over.
   */
  renew(studyId: number, runner: Runner): Promise<number | undefined>;

  /**
   * Claims the trial of a job for a worker: it was waiting, or running for a worker that was lost, or is pruned and goes on
   * to the job's rung. Undefined when the job is stale: its lease has ended, or its result is recorded. `name` is the
   * worker's, for `runs`.
   */
  claimJob(job: TrialJob, worker: string, name?: string): Promise<ClaimedJob | undefined>;
  /** How far these trials have come; those that do not exist are left out. */
  jobProgress(studyId: number, trials: readonly number[]): Promise<JobProgress[]>;
  /**
   * The waiting trials that a worker claimed under an earlier lease and still trains: their results are accepted. `live`
   * lists the trials whose workers are alive; claims of all other waiting trials become stale.
   */
  orphans(studyId: number, live: readonly number[]): Promise<Trial[]>;

  /** Adds a worker, seen now. */
  joinWorker(worker: NewWorker): Promise<void>;
  /** Reports that a worker is alive, with epochs of its trials. Undefined when it has not joined, or has left. */
  seeWorker(worker: string, progress: readonly ProgressPart[]): Promise<WorkerNews | undefined>;
  /** Removes a worker; removing it again has no effect. */
  leaveWorker(worker: string): Promise<void>;
  /** The live workers, in the order in which they joined. */
  workers(): Promise<LiveWorker[]>;

  /** The parts of running trials that the present lease has not taken yet, in the order of the parts of each trial. */
  takeProgress(studyId: number): Promise<ProgressPart[]>;
  /** Asks the worker of a running trial to end it after its epoch, if the attempt is the current one. */
  askToEnd(claim: Claim): Promise<void>;
}
