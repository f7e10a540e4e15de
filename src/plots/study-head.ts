import type { Baseline } from '../reports/baseline.ts';
import type { Value } from '../study/distribution.ts';
import type { Direction, Objective } from '../study/objective.ts';
import type { TrialState } from '../study/trial.ts';

/** A parameter of the space as an axis. */
export interface Axis {
  readonly name: string;
  readonly kind: 'number' | 'choice';
  /** The spread of a number's distribution, and its bounds. */
  readonly scale: 'linear' | 'log';
  readonly min: number;
  readonly max: number;
  readonly isInteger: boolean;
  /** The values of a choice, in the order of the space; columns hold places in it. */
  readonly values: readonly Value[];
  /** True when some configurations lack it. */
  readonly isConditional: boolean;
}

/** The facts of a study that all its pictures share. */
export interface StudyHead {
  readonly id: number;
  readonly name: string;
  readonly createdAt: string;
  /** Seconds since 1970 by the database's clock: changes of trials up to then are known. */
  readonly changedAt: number;
  readonly objective: Objective;
  /** The objective's scale: log where all values so far are positive and span more than a factor of 20. */
  readonly objectiveScale: 'linear' | 'log';
  /** Parameters with more than one value, in the order of the space. */
  readonly axes: readonly Axis[];
  /** Fixed parameters. */
  readonly fixed: Readonly<Record<string, Value>>;
  /** Metrics that trials have, sorted. */
  readonly metrics: readonly string[];
  /** Which way metrics are better that the objectives or the user's module name. */
  readonly directions: Readonly<Record<string, Direction>>;
  /** Kinds of failures; `TrialColumns.failure` has places in it, plus 1. */
  readonly failures: readonly string[];
  readonly counts: Readonly<Record<TrialState, number>>;
  /** Number of trials that the study is to have. */
  readonly trials: number;
  readonly maxEpochs: number | null;
  readonly baselines: readonly Baseline[];
  /** In the objective's metric; absent where there is none. */
  readonly humanBaseline?: number;
  /** The total epochs of the rungs of the scheduler, ascending; empty without one. */
  readonly rungs: readonly number[];
  readonly scheduler: string | null;
  readonly sampler: string;
  readonly model: string;
  readonly data: string | null;
  readonly backend: string | null;
  /** Whether a process runs the study at present, and how many trials it runs at once. */
  readonly run: { readonly isRunning: boolean; readonly workers: number };
  /** The best trial by the ranking, and those that cannot be told apart from it. */
  readonly best: number | null;
  readonly tied: readonly number[];
  /** Names of the stored ensembles, oldest first. */
  readonly ensembles: readonly string[];
}
