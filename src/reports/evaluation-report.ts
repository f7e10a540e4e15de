import type { HumanBaseline } from '../metrics/human-baseline.ts';
import type { TestInterval } from '../metrics/test-interval.ts';
import type { ImportanceReport } from './importance-report.ts';
import type { Novelty } from './novelty.ts';
import type { ConfusionReport } from './suspects-report.ts';

/** A metric and its interval: docs/intervals.md. */
export interface Measured {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The examples whose confidence, the largest probability, is above `from` and at most `to`. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  /** Further rows of the file, which have no target; absent when there are none. */
  readonly leftOut?: number;
  /** Their mean confidence, and the share of correct ones; null when there are none. */
  readonly confidence: number | null;
  readonly accuracy: number | null;
}

export interface EvaluationNote {
  readonly message: string;
  readonly advice: string;
}

/** The value of the objective's metric that a trial's validation rows led to expect, and the one that test rows gave. */
export interface Expectation extends TestInterval {
  readonly validation: number;
  readonly value: number;
  readonly isInside: boolean;
}

/** The tables of one of several targets. */
interface TargetTables extends Pick<EvaluationReport, 'confusion' | 'reliability' | 'threshold' | 'notes'> {
  readonly name: string;
  readonly task: 'classification' | 'regression';
}

/** The places of predicted quantiles among the targets. */
export interface QuantileReport {
  /** Shares of the targets at or below each quantile. */
  readonly below: readonly { readonly quantile: number; readonly share: Measured }[];
  /** Shares within pairs of quantiles, whose expected share is the level, and their mean width in units of the target. */
  readonly intervals: readonly {
    readonly level: number;
    readonly coverage: Measured;
    readonly meanWidth: number;
  }[];
}

/** The evaluation of a model on examples that were not used to choose it: docs/formats.md. */
export interface EvaluationReport {
  readonly model: string;
  /** The split's name, or the file. */
  readonly data: string;
  readonly task: 'classification' | 'regression' | 'joint' | 'multilabel';
  readonly rows: number;
  /** Further rows of the file, which have no target; absent when there are none. */
  readonly leftOut?: number;
  /** Values of a file's rows that the training rows did not have; absent for a split and for images. */
  readonly novelty?: Novelty;
  /**
   * accuracy, f1, nll and ece, of ordered classes also rankMae and quadraticKappa; or mae, rmse and r2, after the deviance
   * of counts or the pinball loss of quantiles. There is no ece of weighted rows.
   */
  readonly metrics: Readonly<Record<string, Measured>>;
  readonly level: number;
  /** Interval of a trial's value on the test split; absent where its standard error is not known. */
  readonly expectation?: Expectation;
  /** Number of simulated samples for the intervals of f1 and ece; 0 for a regression, whose intervals are formulas. */
  readonly resamples: number;
  /** For classifications only, like `reliability`. */
  readonly confusion?: Pick<ConfusionReport, 'classes' | 'counts' | 'perClass'>;
  readonly reliability?: readonly ReliabilityBin[];
  /** Least probability of the second of two classes that predicts it; absent where the most probable class is predicted. */
  readonly threshold?: number;
  /** The column of weights by which the metrics count the rows; the other tables count each row once. */
  readonly weight?: string;
  /** The tables of each of several targets; their metrics are in `metrics`, as "mae.price". */
  readonly targets?: readonly TargetTables[];
  /** For a quantile regression of rows that count alike. */
  readonly quantiles?: QuantileReport;
  /** Facts that the metrics hide; absent when there are none. */
  readonly notes?: readonly EvaluationNote[];
  /** Permutation importance of the columns; only on request. */
  readonly importance?: ImportanceReport;
  /** Absent when the space has none. */
  readonly humanBaseline?: HumanBaseline;
}
