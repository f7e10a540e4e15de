import type { SeedSpread } from '../metrics/seed-spread.ts';

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

/** The output of `rerun --seeds --json`. */
export interface SpreadReport extends SeedSpread {
  readonly study: string;
  readonly trial: number;
  /** Number of repetitions that failed. */
  readonly failed: number;
  readonly versions: readonly VersionChange[];
}
