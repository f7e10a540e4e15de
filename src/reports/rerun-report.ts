/** The output of `rerun --json`: whether training a trial again gives the same result, bit for bit. */
export interface RerunReport {
  readonly study: string;
  readonly trial: number;
  readonly identical: boolean;
  /** The recorded outcome: `complete`, `pruned`, or the failure's kind and message. */
  readonly end: string;
  /** Number of compared epochs, without the untrained model. */
  readonly epochs: number;
  /** The best epoch's weights, if they were kept. */
  readonly weights: 'identical' | 'different' | 'not kept';
  /** The first difference; null when all metrics are equal. */
  readonly difference: RerunDifference | null;
  /** Packages whose version differs from the one at the study's creation. */
  readonly versions: readonly VersionChange[];
}

export interface RerunDifference {
  /** Null when the outcomes differ. */
  readonly epoch: number | null;
  /** The part that differs: a metric, or the outcome. */
  readonly what: string;
  readonly recorded: number | string | null;
  readonly again: number | string | null;
}

export interface VersionChange {
  readonly package: string;
  readonly before: string;
  readonly now: string | null;
}

/**
 * The output of `rerun --seeds --json`: the results of a configuration with other initial weights, row orders and
 * dropout.
 */
export interface SpreadReport {
  readonly study: string;
  readonly trial: number;
  /** The objective's metric. */
  readonly metric: string;
  /** The trial's own value. */
  readonly original: number;
  /** True for the best trial of the study, which was chosen for its value. */
  readonly isBest: boolean;
  /** The values of the completed repetitions, in order. */
  readonly values: readonly number[];
  readonly failed: number;
  /** Null when no repetition completed. */
  readonly mean: number | null;
  /** The sample's standard deviation, and Student's 95 % interval of the mean; null when fewer than two completed. */
  readonly std: number | null;
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly min: number | null;
  readonly max: number | null;
  /** Number of values that are worse than the original. */
  readonly betterThan: number;
  readonly versions: readonly VersionChange[];
}
