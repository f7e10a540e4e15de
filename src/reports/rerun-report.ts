/** What `rerun --json` prints: whether a trial that is trained again comes out the same, bit for bit. */
export interface RerunReport {
  readonly study: string;
  readonly trial: number;
  readonly identical: boolean;
  /** How the trial was recorded as ended: `complete`, `pruned`, or the failure's kind and message. */
  readonly end: string;
  /** Epochs that were compared, the untrained model not counted. */
  readonly epochs: number;
  /** The best epoch's, as far as they were kept. */
  readonly weights: 'identical' | 'different' | 'not kept';
  /** The first one; null where all metrics are the same. */
  readonly difference: RerunDifference | null;
  /** Packages that compute in another version now than when the study was made. */
  readonly versions: readonly VersionChange[];
}

export interface RerunDifference {
  /** Null where the trials did not end alike. */
  readonly epoch: number | null;
  /** The part that differs: a metric, or how the trials ended. */
  readonly what: string;
  readonly recorded: number | string | null;
  readonly again: number | string | null;
}

export interface VersionChange {
  readonly package: string;
  readonly before: string;
  readonly now: string | null;
}

/** `rerun --seeds --json` prints it: the values that a configuration reaches with other initial weights, orders and dropout. */
export interface SpreadReport {
  readonly study: string;
  readonly trial: number;
  /** The objective's. */
  readonly metric: string;
  /** The trial's own value. */
  readonly original: number;
  /** The values of the repetitions that completed, in their order. */
  readonly values: readonly number[];
  readonly failed: number;
  /** Null where no repetition completed. */
  readonly mean: number | null;
  /** The deviation of a sample, and Student's 95 % interval of the mean; null where fewer than two completed. */
  readonly std: number | null;
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly min: number | null;
  readonly max: number | null;
  /** How many of the values the original is better than. */
  readonly betterThan: number;
  readonly versions: readonly VersionChange[];
}
