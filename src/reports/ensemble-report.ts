import type { HumanBaseline } from '../metrics/human-baseline.ts';
import type { Metrics } from '../study/trial.ts';

export const ensembleMethods = ['greedy', 'stack', 'average'] as const;
export type EnsembleMethod = (typeof ensembleMethods)[number];

/** A trial's share of an ensemble's prediction; the shares of all members sum to one. */
export interface EnsembleMember {
  readonly trial: number;
  readonly weight: number;
}

export interface BySplit<T> {
  readonly validation: T;
  /** Null where the study has no test rows. */
  readonly test: T | null;
}

export const judgedSplits = ['validation', 'test'] as const;
export type JudgedSplit = (typeof judgedSplits)[number];

/** The split that gains are measured on: validation where there are no test rows. */
export function judgedSplit({ test }: Pick<BySplit<unknown>, 'test'>): JudgedSplit {
  return test === null ? 'validation' : 'test';
}

/** The part for that split. */
export function judged<T>({ validation, test }: BySplit<T>): T {
  return test ?? validation;
}

/**
 * How far predicted probabilities are from observed frequencies: negative log-likelihood in nats, expected calibration
 * error.
 */
export interface Calibration {
  readonly nll: number;
  readonly ece: number;
}

/**
 * Why a temperature is above 1 (`overconfident`), below 1 (`underconfident`) or 1: none of the rows is wrong, one row
 * alone asks for it, or a difference from 1 is not shown.
 */
export const temperatureReasons = [
  'overconfident',
  'underconfident',
  'noWrongRow',
  'oneRow',
  'notShown',
] as const;

/** The validation rows that decided on the temperature. */
export interface TemperatureChoice {
  readonly reason: (typeof temperatureReasons)[number];
  readonly rows: number;
  /** Rows whose label is not the most probable class. */
  readonly wrong: number;
}

/** A difference in a metric on the test split, or on validation without one; above 0 is better, in either direction of the metric. */
export interface Gain {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Gains by the metric's name: loss and accuracy, or loss and mae. */
export type Gains = Readonly<Record<string, Gain>>;

/**
 * An ensemble beside the best single model. The test split is used here only, and by nothing that makes choices.
 * Metrics are those of the weighted mean; the temperature affects the calibration alone.
 */
export interface EnsembleReport {
  readonly method: EnsembleMethod;
  /** The candidates for membership, best first. */
  readonly candidates: readonly number[];
  /** Heaviest first. */
  readonly members: readonly EnsembleMember[];
  readonly validation: Metrics;
  /** Null where the study has no test rows: the gains are then those on validation, which the members were chosen by. */
  readonly test: Metrics | null;
  /** On validation; the weights and the size for each fold were chosen on the other folds. */
  readonly crossValidated: Metrics;
  readonly bestSingle: { readonly trial: number } & BySplit<Metrics>;
  /** The ensembles of this method with at most one model, two, … */
  readonly bySize: readonly ({ readonly size: number } & BySplit<Metrics>)[];
  /** The mean's probabilities are raised to 1 / temperature and normalised. Null for a regression. */
  readonly temperature: number | null;
  /** Absent for a regression, and from reports of older versions. */
  readonly temperatureChoice?: TemperatureChoice;
  /** The threshold of the calibrated probabilities (study/outputs/chosen-class.ts); absent when the study asks for none. */
  readonly threshold?: number;
  /** Null for a regression. */
  readonly calibration: {
    readonly before: BySplit<Calibration>;
    readonly after: BySplit<Calibration>;
    readonly bestSingle: BySplit<Calibration>;
  } | null;
  /** Intervals of paired rows of the judged split: docs/intervals.md. */
  readonly interval: {
    readonly level: number;
    /** 0: the intervals are formulas. */
    readonly resamples: number;
    /** Over the best single model. */
    readonly ensemble: Gains;
    /** The gain of five models over four; null when the method finds no ensemble of five. */
    readonly fifthMember: Gains | null;
  };
}

/** The cost of a prediction, measured on this machine. */
export interface PredictionCost {
  readonly parameters: number;
  readonly oneExampleMs: number;
  readonly batchMs: number;
}

export interface EnsembleCost {
  readonly batchRows: number;
  readonly ensemble: PredictionCost;
  readonly bestSingle: PredictionCost;
}

/** The request for an ensemble. */
export interface EnsembleRequest {
  readonly method: EnsembleMethod;
  /** Number of best trials considered as members. */
  readonly k?: number | undefined;
  /** The trials considered as members, instead of the best. */
  readonly trials?: readonly number[] | undefined;
  /** Maximum number of members. */
  readonly size?: number | undefined;
  /** Default: derived from the method and the size; an ensemble of that default name is replaced. */
  readonly name?: string | undefined;
  readonly replace?: boolean | undefined;
}

/** The output of `ensemble --json`. */
export interface MadeEnsemble extends EnsembleReport {
  readonly study: string;
  readonly name: string;
  readonly cost: EnsembleCost;
  readonly humanBaseline?: HumanBaseline;
}
