import type { DistillationSettings } from '../study/distillation.ts';
import type { Configuration } from '../study/search-space.ts';
import type { Metrics } from '../study/trial.ts';
import type { BySplit, EnsembleMember, Gains, PredictionCost } from './ensemble-report.ts';

/** A configuration and distillation settings, with the validation objective for each seed. */
export interface TriedStudent extends DistillationSettings {
  readonly config: Configuration;
  /** Null where a training failed. */
  readonly values: readonly (number | null)[];
  /** The mean of the completed trainings; null when none completed, or fewer than for another candidate. */
  readonly mean: number | null;
}

/** A seed's student beside one with the same start that was trained on the labels alone. */
export interface SeedComparison {
  /** From 1. */
  readonly seed: number;
  readonly student: BySplit<Metrics>;
  readonly labelsAlone: BySplit<Metrics>;
}

/** A teacher, its student, and the same student without a teacher. Only this report uses the test split. */
export interface DistillReport {
  readonly teacher: {
    readonly ensemble: string;
    readonly members: readonly EnsembleMember[];
    /** On the training rows, which the members may have memorised and the student learns from. */
    readonly train: Metrics;
    readonly cost: PredictionCost;
  } & BySplit<Metrics>;
  readonly student: DistillationSettings & {
    /** The number of its recorded trial. */
    readonly trial: number;
    readonly config: Configuration;
    /** The trial with the same configuration; null when the configuration was given. */
    readonly configOf: number | null;
    readonly seed: number;
    readonly cost: PredictionCost;
  } & BySplit<Metrics>;
  /** Null when no such training completed. */
  readonly labelsAlone: ({ readonly seed: number } & BySplit<Metrics>) | null;
  readonly tried: readonly TriedStudent[];
  /** One for each seed for which both completed. */
  readonly bySeed: readonly SeedComparison[];
  /** Intervals of paired rows of the judged split: docs/intervals.md; above 0 is better. */
  readonly interval: {
    readonly level: number;
    /** 0: the intervals are formulas. */
    readonly resamples: number;
    readonly overLabels: Gains | null;
    readonly overTeacher: Gains;
  };
  /** Student's t intervals, over seeds, of the mean gain over labels alone on the judged split; null below two seeds. */
  readonly overSeeds: Gains | null;
  readonly batchRows: number;
}

/** The request for a distillation, without the students' models. */
export interface DistillRequest {
  /** The teacher. Default: the newest ensemble; a greedy one is made when there is none. */
  readonly ensemble?: string | undefined;
  /** Temperatures and mixtures to try. */
  readonly temperatures?: readonly number[] | undefined;
  readonly mixtures?: readonly number[] | undefined;
  /** Number of students to sample at random. Default: all pairs. */
  readonly tries?: number | undefined;
  /** Number of trainings of each student. */
  readonly seeds: number;
}

/** The report of a distillation, with the name of the study. */
export interface Distilled extends DistillReport {
  readonly study: string;
}
