import type { HumanBaseline } from '../metrics/human-baseline.ts';
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
  /** Their mean confidence, and the share of correct ones; null when there are none. */
  readonly confidence: number | null;
  readonly accuracy: number | null;
}

/** The evaluation of a model on examples that were not used to choose it: docs/formats.md. */
export interface EvaluationReport {
  readonly model: string;
  /** The split's name, or the file. */
  readonly data: string;
  readonly rows: number;
  /** accuracy, f1, nll and ece, or mae, rmse and r2. */
  readonly metrics: Readonly<Record<string, Measured>>;
  readonly level: number;
  /** Number of simulated samples for the intervals of f1 and ece; 0 for a regression, whose intervals are formulas. */
  readonly resamples: number;
  /** For classifications only, like `reliability`. */
  readonly confusion?: Pick<ConfusionReport, 'classes' | 'counts' | 'perClass'>;
  readonly reliability?: readonly ReliabilityBin[];
  /** Absent when the space has none. */
  readonly humanBaseline?: HumanBaseline;
}
