import type { Teacher } from './distillation.ts';
import type { Configuration } from './search-space.ts';
import type { BackendName } from './study-spec.ts';

/** Why a trial failed. A value and never an exception: error classes do not survive the way between threads. */
export const failureKinds = ['diverged', 'timeout', 'memory', 'crash', 'rejected'] as const;
type FailureKind = (typeof failureKinds)[number];

export interface Failure {
  readonly kind: FailureKind;
  /** One line for the user: the epoch, the loss, the limit. */
  readonly message: string;
}

/** Metrics by name: loss, valLoss, valAccuracy, … Finite numbers only. */
export type Metrics = Readonly<Record<string, number>>;

/** One epoch's metrics; epoch 1 is the first pass over the training split, epoch 0 the untrained model. */
export interface EpochRecord {
  readonly epoch: number;
  readonly metrics: Metrics;
  /**
   * In a cross-validated trial the metrics of each fold that has begun, of which the others are means; null once its
   * training has ended.
   */
  readonly folds?: readonly (Metrics | null)[];
}

/** A number of epochs at which a scheduler compares trials. */
export interface Rung {
  /** Its place on the scheduler's ladder of rungs, from 0. */
  readonly rung: number;
  /** In total, not since the rung before. */
  readonly epochs: number;
}

/** A trial that stopped at a rung and may resume. */
export interface ParkedTrial {
  /** As `training` encodes it. */
  readonly state: Uint8Array;
  /** The training time up to this state. */
  readonly seconds: number;
}

/** The rung up to which a trial was to be trained. */
export interface RungStop extends Rung {
  /** True: it had stopped at a lower rung before, and was reported then. */
  readonly isPromoted: boolean;
}

/** The summary that a finished training reports. */
export interface TrialSummary {
  readonly value: number;
  /** Standard error of the value, from the rows that it is measured on (metrics/contributions.ts); absent when it is not known. */
  readonly standardError?: number;
  readonly metrics: Metrics;
  /** True where the trial breaks a constraint of the space (study/where.ts). */
  readonly infeasible?: true;
  readonly bestEpoch: number;
  readonly epochs: number;
  readonly parameters: number;
  /** The training ended because its seconds were over (`training.secondsPerTrial`). */
  readonly outOfTime?: true;
}

/** The summary of a function that has returned: it has no model and may have reported no step. */
export interface CallSummary extends Omit<TrialSummary, 'bestEpoch' | 'parameters' | 'outOfTime'> {
  readonly bestEpoch: number | null;
  readonly parameters: null;
}

export type TrialOutcome<Summary = TrialSummary | CallSummary> =
  | ({ readonly state: 'complete' | 'pruned' } & Summary)
  | { readonly state: 'failed'; readonly failure: Failure; readonly epochs: number };

/**
 * The origin of a trial: the sampler, a continuation of another trial, distillation from an ensemble, a rerun of
 * another trial, an imported table, or a configuration that a person gave while the study ran. The dashboard's columns
 * number them in this order.
 */
export const trialOrigins = ['sampled', 'continued', 'student', 'rerun', 'imported', 'enqueued'] as const;
export type TrialOrigin = (typeof trialOrigins)[number];

/** The origins of trials that a search runs again when they were interrupted; others are dropped. */
export const restartedOrigins = ['sampled', 'enqueued'] as const satisfies readonly TrialOrigin[];

export type TrialState = 'waiting' | 'running' | TrialOutcome['state'];

/** A trial as it is stored and as JSON shows it (docs/formats.md). Fields not known yet are null. */
export interface Trial {
  readonly trial: number;
  readonly state: TrialState;
  readonly value: number | null;
  /** Standard error of the value; absent for a function's, and for trials of older versions. */
  readonly standardError?: number;
  /** The trial is complete and breaks a constraint of the space: it ranks below all that do not. */
  readonly infeasible?: true;
  readonly config: Configuration;
  readonly metrics: Metrics;
  readonly bestEpoch: number | null;
  readonly epochs: number | null;
  readonly parameters: number | null;
  readonly seconds: number | null;
  readonly backend: BackendName | null;
  readonly failure: Failure | null;
  /** True if its training ended because its seconds were over; else absent. */
  readonly outOfTime?: true;
  /** Absent for a sampled trial. */
  readonly origin?: Exclude<TrialOrigin, 'sampled'>;
  /** The trial that this one continues or reruns. */
  readonly parent?: number;
  /** Only for a student. */
  readonly teacher?: Teacher;
  /** The sampler's count, when a derived trial already had that number. */
  readonly draw?: number;
}

/**
 * The sampler's count of a trial, from which its configuration and the random streams of its training derive. Undefined
 * for one that was not sampled.
 */
export function drawOf({
  trial,
  origin,
  draw = trial,
}: Pick<Trial, 'trial' | 'origin' | 'draw'>): number | undefined {
  return origin === undefined ? draw : undefined;
}

/** True where a trial's training derives from its own configuration and number alone, so that it can be repeated. */
export function isRepeatable({ origin }: Pick<Trial, 'origin'>): boolean {
  return restartedOrigins.some((each) => each === (origin ?? 'sampled'));
}

/** False also for a trial that another process has taken, which may run there. */
export function hasEnded(trial: Trial | undefined): trial is Trial {
  return trial !== undefined && trial.state !== 'waiting' && trial.state !== 'running';
}
