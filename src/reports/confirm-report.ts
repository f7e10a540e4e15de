import type { Direction } from '../study/objective.ts';

/** The output of `confirm --json`: which of the best trials' configurations is best on new divisions of the rows. */
export interface ConfirmReport {
  readonly study: string;
  /** The objective's metric. */
  readonly metric: string;
  readonly direction: Direction;
  /** The rounds that ended; in each, all configurations left train on the same division with new seeds. */
  readonly rounds: number;
  /** False where all rounds have the study's own division, which its data or the time fix. */
  readonly areDivisionsNew: boolean;
  /** By their rank in the search. */
  readonly candidates: readonly ConfirmedTrial[];
  /** The trial whose configuration to use: the best, or the smallest within a standard error of it. Null when none is left. */
  readonly winner: number | null;
  /** `better`: than all others by more than chance. `equal`: those of `equals` cannot be told apart. */
  readonly verdict: 'better' | 'equal' | 'none';
  /** The trials that cannot be told apart, best mean first; the winner alone if it is better. */
  readonly equals: readonly number[];
  readonly luck: ConfirmedLead | null;
  readonly level: number;
}

export interface ConfirmedTrial {
  readonly trial: number;
  readonly parameters: number | null;
  /** Its value in the search. */
  readonly value: number;
  /** The values of its rounds, in order; null where its training failed. */
  readonly values: readonly (number | null)[];
  /** Null when no round succeeded. */
  readonly mean: number | null;
  /** Standard error of the mean, corrected for the rows that rounds share; null for fewer than two rounds. */
  readonly standardError: number | null;
  /** The round after which it was left out as worse or failed; null when it stayed to the end. */
  readonly outAfter: number | null;
}

/** The part of the best trial's lead in the search that is left; positive numbers are a lead in the metric's direction. */
export interface ConfirmedLead {
  readonly trial: number;
  /** The second in the search. */
  readonly over: number;
  readonly searchLead: number;
  /** The mean over the rounds that both had. */
  readonly lead: number;
}
