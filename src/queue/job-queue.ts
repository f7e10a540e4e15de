import type { TrialJob } from '../store/machines.ts';

/** A job that this process has fetched. It goes to another worker unless it is touched within its heartbeat. */
export interface FetchedJob extends TrialJob {
  readonly id: string;
  /** Tells this fetch from a later one of the same job. */
  readonly fetch: number;
  readonly heartbeatSeconds: number;
}

export interface LiveJob {
  readonly trial: number;
  readonly id: string;
  /** `lost`: so many workers that had it were lost that no other one gets it. */
  readonly state: 'waiting' | 'fetched' | 'lost';
}

export interface SendOptions {
  /** Seconds without a touch after which a worker counts as lost: 10 or more. */
  readonly heartbeatSeconds: number;
  /** Number of times that this job was sent before and has vanished. Default 0. */
  readonly repetition?: number;
}

/**
 * The jobs of all studies of a database. A job is only a hint: trials are claimed and recorded in the store, so that a job
 * that is lost, repeated or late changes no result.
 */
export interface JobQueue {
  /** Makes sure that the study has a place for jobs. */
  open(studyId: number): Promise<void>;
  /**
   * Sends a job of the row's present attempt; a job that was sent already is not sent again. Those of higher rungs are
   * fetched first.
   */
  send(job: TrialJob, attempt: number, options: SendOptions): Promise<void>;
  /** The jobs of a study that wait, are fetched, or are lost. */
  live(studyId: number): Promise<LiveJob[]>;
  /** Removes the jobs of a study that no worker has fetched, and returns the trials of the others. */
  cancel(studyId: number): Promise<number[]>;
  /** Removes a job, whatever its state. */
  remove(studyId: number, id: string): Promise<void>;

  /** Removes all jobs of a study, and its place. */
  forget(studyId: number): Promise<void>;

  /** The studies that may have jobs: a process runs them, or was killed while it did. */
  ready(): Promise<number[]>;
  /** At most `most` jobs of the study, in the order of their urgency. */
  fetch(studyId: number, most: number): Promise<FetchedJob[]>;
  /** Reports that the workers of these jobs are alive. */
  touch(jobs: readonly FetchedJob[]): Promise<void>;
  /** Ends a job whose trial has ended, or that was stale. */
  complete(job: FetchedJob): Promise<void>;
  /** Gives a job back: another worker may fetch it at once. */
  release(job: FetchedJob): Promise<void>;
  /**
   * Resolves when a job may have been sent or `stop` is aborted, at the latest after a second; after five where there are
   * more than 50 live workers, which are not notified.
   */
  wait(stop: AbortSignal, workers?: number): Promise<void>;

  close(): Promise<void>;
}

export interface QueueOptions {
  /** True: this process looks for workers that are lost and gives their jobs to others. One at a time does so. */
  readonly isSupervisor?: boolean;
  /** Called with an error of the connection in the background; the queue goes on. */
  onError?(error: Error): void;
}
