/** A stretch of time in which a worker trained a trial; seconds since 1970 by the database's clock. */
export interface TrialRun {
  readonly trial: number;
  /** Such as "worker 1", or "host:4711 1" of another machine; empty where it is not known. */
  readonly worker: string;
  readonly startedAt: number;
  /** Null while it runs. */
  readonly endedAt: number | null;
}
