import type { Direction } from '../study/objective.ts';
import type { SettingConstraints, Settings } from '../study/search/method-spec.ts';

/** The objective of one trial after each of its epochs; index 0 is epoch 1. */
export type Curve = readonly number[];

/** Judges the curves of trials by those of earlier ones. It depends on the calls and their order alone. */
export interface CurveRule {
  /** Adds the curve of the next trial, in the order of their draws, for later judges to compare with. */
  add(curve: Curve): void;
  /** Whether a trial with this curve should end now, compared with the curves added so far, never with later ones. */
  judge(): (curve: Curve) => boolean;
}

/** A share of the trials, and the rungs on which these are compared with each other. */
export interface Bracket {
  /** Total epochs of a trial at each rung, ascending; the last is `maxEpochs`. */
  readonly rungs: readonly number[];
  /** Its share of the trials, relative to the weights of the other brackets. A whole number. */
  readonly weight: number;
}

export interface Halving {
  readonly brackets: readonly Bracket[];
  /** One in `eta` trials of a rung is promoted to the next. */
  readonly eta: number;
}

/**
 * Decides how long each trial trains, by comparing trials: on rungs, from which the best are promoted, or by the curves
 * of earlier trials. Neither: every trial trains to its own end.
 */
export interface Scheduler {
  readonly name: string;
  readonly settings: SettingConstraints;
  readonly halving?: (settings: Settings, maxEpochs: number) => Halving;
  readonly curves?: (settings: Settings, direction: Direction) => CurveRule;
}
