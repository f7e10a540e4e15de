import type { Configuration } from './search-space.ts';
import type { BackendName } from './study-spec.ts';

/** Why a trial gave no result. A value and never an exception: error classes do not survive a thread's border. */
export const failureKinds = ['diverged', 'timeout', 'memory', 'crash', 'rejected'] as const;
export type FailureKind = (typeof failureKinds)[number];

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

export type TrialOutcome =
  | ({ readonly state: 'complete' | 'pruned' } & TrialSummary)
  | { readonly state: 'failed'; readonly failure: Failure; readonly epochs: number };

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
}
