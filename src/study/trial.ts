import type { Teacher } from './distillation.ts';
import type { Configuration } from './search-space.ts';
import type { BackendName } from './study-spec.ts';

/** Why a trial gave no result. A value and never an exception: error classes do not survive a thread's border. */
export const failureKinds = ['diverged', 'timeout', 'memory', 'crash', 'rejected'] as const;
type FailureKind = (typeof failureKinds)[number];

export interface Failure {
  readonly kind: FailureKind;
  /** One line for people: the epoch, the loss, the limit. */
  readonly message: string;
}

/** Metrics by name: loss, valLoss, valAccuracy, … Finite numbers only. */
export type Metrics = Readonly<Record<string, number>>;

/** One epoch's metrics; epoch 1 is the first pass over the training split, epoch 0 the untrained model. */
export interface EpochRecord {
  readonly epoch: number;
  readonly metrics: Metrics;
}

/** What a finished training says of itself, wherever it ran. */
export interface TrialSummary {
  readonly value: number;
  readonly metrics: Metrics;
  readonly bestEpoch: number;
  readonly epochs: number;
  readonly parameters: number;
}

/** What is known of a function that has returned: it is no model, and may have reported no step. */
export interface CallSummary extends Omit<TrialSummary, 'bestEpoch' | 'parameters'> {
  readonly bestEpoch: number | null;
  readonly parameters: null;
}

export type TrialOutcome<Summary = TrialSummary | CallSummary> =
  | ({ readonly state: 'complete' | 'pruned' } & Summary)
  | { readonly state: 'failed'; readonly failure: Failure; readonly epochs: number };

/**
 * Where a trial comes from: the sampler; another trial that was trained on; an ensemble that it learned from; another
 * trial that was trained again; a table that was imported.
 */
export const trialOrigins = ['sampled', 'continued', 'student', 'rerun', 'imported'] as const;
export type TrialOrigin = (typeof trialOrigins)[number];

export type TrialState = 'waiting' | 'running' | TrialOutcome['state'];

/** A trial as it is stored and as JSON shows it (docs/formats.md). Fields not known yet are null. */
export interface Trial {
  readonly trial: number;
  readonly state: TrialState;
  readonly value: number | null;
  readonly config: Configuration;
  readonly metrics: Metrics;
  readonly bestEpoch: number | null;
  readonly epochs: number | null;
  readonly parameters: number | null;
  readonly seconds: number | null;
  readonly backend: BackendName | null;
  readonly failure: Failure | null;
  /** Absent for a sampled trial. */
  readonly origin?: Exclude<TrialOrigin, 'sampled'>;
  /** The trial that a derived one comes from, where it is one. */
  readonly parent?: number;
  /** Of a student. */
  readonly teacher?: Teacher;
  /** The sampler's count, where a derived trial has taken the number of that count before. */
  readonly draw?: number;
}

/**
 * The sampler's count of a trial: what its configuration and the streams of its training derive from. Undefined for
 * one that was not sampled.
 */
export function drawOf({
  trial,
  origin,
  draw = trial,
}: Pick<Trial, 'trial' | 'origin' | 'draw'>): number | undefined {
  return origin === undefined ? draw : undefined;
}
