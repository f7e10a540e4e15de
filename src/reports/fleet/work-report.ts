/** The output of `worker --json`: what one worker did for the studies of a database. */
export interface WorkReport {
  /** Unique among the workers of the database. */
  readonly worker: string;
  readonly host: string;
  readonly processId: number;
  readonly db: string;
  /** Number of trials that ran at once. */
  readonly workers: number;
  readonly seconds: number;
  /** Why it left: it was asked to, or there was no work for the time of its option. */
  readonly left: 'asked' | 'idle';
  readonly studies: readonly WorkedStudy[];
}

/** The work of one worker for a study; trials that go on to another rung count once for each. */
export interface WorkedStudy {
  readonly study: string;
  readonly complete: number;
  readonly pruned: number;
  readonly failed: number;
  /** Trials that were given back before they ended. */
  readonly givenBack: number;
  /** Trials that another worker had taken over before they ended; nothing was recorded of them. */
  readonly superseded: number;
  /** Why its trials were left to other workers when it was last looked at; else null. */
  readonly refused: string | null;
}
