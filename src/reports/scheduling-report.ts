/** The effect of a scheduler on a study. */
export interface SchedulingReport {
  readonly scheduler: string;
  /** Epochs that the trials have trained. */
  readonly epochs: number;
  /** Further epochs that pruned trials would have trained at most, up to maxEpochs. */
  readonly savedEpochs: number;
  /** The trials that failed by their timeout, by number: there the machine's speed decided, not the values. */
  readonly timedOut: readonly number[];
  /** Ascending; absent for a scheduler that compares curves. */
  readonly rungs?: readonly RungReport[];
}

export interface RungReport {
  /** Total epochs of a trial at this rung. */
  readonly epochs: number;
  /** Number of trials that have reached it, or ended on the way to it. */
  readonly trials: number;
  /** The trials that were promoted from it, by number. */
  readonly promoted: readonly number[];
  /**
   * How well the order at this rung predicts that at the highest rung that at least three of its trials reached; null
   * where none is higher.
   */
  readonly prediction: RungPrediction | null;
}

export interface RungPrediction {
  /** The epochs of the higher rung. */
  readonly epochs: number;
  /** Spearman's correlation of the values at the two rungs. */
  readonly spearman: number;
  /** Number of trials that have a value at both. */
  readonly trials: number;
}

/** A trial's place at a rung. */
export interface RungStanding {
  readonly epochs: number;
  /** Null for a failure. */
  readonly value: number | null;
  /** Among the trials at the rung, from 1. */
  readonly rank: number;
  readonly trials: number;
}

/** Trials that have ended and may still be ended at an earlier epoch, because their scheduler's verdict is not known. */
export interface Provisional {
  /** By number. */
  readonly trials: readonly number[];
  /** The trial that the verdicts wait for; null where it is not sampled yet. */
  readonly waitingFor: number | null;
}
