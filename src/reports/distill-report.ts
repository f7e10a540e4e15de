import type { DistillationSettings } from '../study/distillation.ts';
import type { Configuration } from '../study/search-space.ts';
import type { Metrics } from '../study/trial.ts';
import type { BySplit, EnsembleMember, Gains, PredictionCost } from './ensemble-report.ts';

/** A configuration and settings that were tried, with the objective on validation for each seed. */
export interface TriedStudent extends DistillationSettings {
  readonly config: Configuration;
  /** Null where a training failed. */
  readonly values: readonly (number | null)[];
  /** The mean of those that completed; null when none did, or fewer than of another. */
  readonly mean: number | null;
}

/** One seed's student beside the one of the same start that saw the labels alone. */
export interface SeedComparison {
  /** From 1. */
  readonly seed: number;
  readonly student: BySplit<Metrics>;
  readonly labelsAlone: BySplit<Metrics>;
}

/** A teacher, its student, and the same student without a teacher. The test split is looked at here alone. */
export interface DistillReport {
  readonly teacher: {
    readonly ensemble: string;
    readonly members: readonly EnsembleMember[];
    /** On the rows that its members have memorised, and that the student learns from. */
    readonly train: Metrics;
    readonly cost: PredictionCost;
  } & BySplit<Metrics>;
  readonly student: DistillationSettings & {
    /** The trial that it was recorded as. */
    readonly trial: number;
    readonly config: Configuration;
    /** The trial whose configuration it has; null where it was given. */
    readonly configOf: number | null;
    readonly seed: number;
    readonly cost: PredictionCost;
  } & BySplit<Metrics>;
  /** Null when no such training completed. */
  readonly labelsAlone: ({ readonly seed: number } & BySplit<Metrics>) | null;
  readonly tried: readonly TriedStudent[];
  /** One for each seed with which both completed. */
  readonly bySeed: readonly SeedComparison[];
  /** Intervals of the paired rows of the test split: docs/intervals.md; above 0 is better. */
  readonly interval: {
    readonly level: number;
    /** 0: the intervals are formulas. */
    readonly resamples: number;
    readonly overLabels: Gains | null;
    readonly overTeacher: Gains;
  };
  /** Student's t intervals of the mean gain over labels alone on the test split, seed by seed; null below two seeds. */
  readonly overSeeds: Gains | null;
  readonly batchRows: number;
}

/** The request for a distillation, without the students' models. */
export interface DistillRequest {
  /** The teacher; the newest when left out, and a greedy one is made where there is none. */
  readonly ensemble?: string | undefined;
  /** Temperatures and mixtures to try. */
  readonly temperatures?: readonly number[] | undefined;
  readonly mixtures?: readonly number[] | undefined;
  /** So many students at random; all pairs when left out. */
  readonly tries?: number | undefined;
  /** Each is trained so many times. */
  readonly seeds: number;
}

/** The report of a distillation, with the name of the study. */
export interface Distilled extends DistillReport {
  readonly study: string;
}
