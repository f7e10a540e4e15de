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
  readonly test: T;
}

/** How far stated probabilities are from what comes true: negative log-likelihood in nats, expected calibration error. */
export interface Calibration {
  readonly nll: number;
  readonly ece: number;
}

/** A difference in a metric on the test split; above 0 is better, whichever way the metric goes. */
export interface Gain {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Gains by the metric's name: loss and accuracy, or loss and mae. */
export type Gains = Readonly<Record<string, Gain>>;

/**
 * An ensemble beside the best single model. The test split is looked at here, once, and by nothing that chooses.
 * Metrics are those of the weighted mean; the temperature changes the calibration alone.
 */
export interface EnsembleReport {
  readonly method: EnsembleMethod;
  /** The trials that could have become members, best first. */
  readonly candidates: readonly number[];
  /** The heaviest first. */
  readonly members: readonly EnsembleMember[];
  readonly validation: Metrics;
  readonly test: Metrics;
  /** On validation, each part of it combined by weights, and a size, that were chosen on the other parts. */
  readonly crossValidated: Metrics;
  readonly bestSingle: { readonly trial: number } & BySplit<Metrics>;
  /** The ensembles of this method with at most one model, two, … */
  readonly bySize: readonly ({ readonly size: number } & BySplit<Metrics>)[];
  /** The mean's probabilities are raised to its inverse, and normalised again. Null for a regression. */
  readonly temperature: number | null;
  /** Null for a regression. */
  readonly calibration: {
    readonly before: BySplit<Calibration>;
    readonly after: BySplit<Calibration>;
    readonly bestSingle: BySplit<Calibration>;
  } | null;
  /** Intervals of the paired rows of the test split: docs/intervals.md. */
  readonly interval: {
    readonly level: number;
    /** 0: the intervals are formulas. */
    readonly resamples: number;
    /** Over the best single model. */
    readonly ensemble: Gains;
    /** The gain of five models over four; null where the method finds no ensemble of five. */
    readonly fifthMember: Gains | null;
  };
}

/** The cost of a prediction, by this machine's clock. */
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
  /** How many of the best trials may be members. */
  readonly k?: number | undefined;
  /** The trials that may be members, in place of the best. */
  readonly trials?: readonly number[] | undefined;
  /** The most members. */
  readonly size?: number | undefined;
  /** Left out, the ensemble is called by its method and size, and takes the place of the one so called. */
  readonly name?: string | undefined;
  readonly replace?: boolean | undefined;
}

/** What `ensemble --json` prints. */
export interface MadeEnsemble extends EnsembleReport {
  readonly study: string;
  readonly name: string;
  readonly cost: EnsembleCost;
  readonly humanBaseline?: HumanBaseline;
}
