import type { Value } from '../../study/distribution.ts';
import type { Direction } from '../../study/objective.ts';

/** The output of `ablate --json`: what each choice of a trial's configuration is worth. */
export interface AblationReport {
  readonly study: string;
  readonly trial: number;
  /** The objective's metric. */
  readonly metric: string;
  readonly direction: Direction;
  readonly seeds: number;
  /** The confidence level of the intervals. */
  readonly level: number;
  /** The trial's own configuration with each seed; null where a training failed. */
  readonly values: readonly (number | null)[];
  /** The choice that is worth most first. */
  readonly choices: readonly AblatedChoice[];
  /** The parameters that have already the value that they would be put back to. */
  readonly unchanged: readonly string[];
}

export interface AblatedChoice {
  readonly parameter: string;
  readonly value: Value;
  /** The value that it was put back to: the default, or the middle of its range, or the first value of a choice. */
  readonly other: Value;
  readonly otherIs: 'default' | 'middle' | 'first';
  /** With each seed, those of the trial's own values; null where a training failed. */
  readonly values: readonly (number | null)[];
  /**
   * How much worse the metric becomes without the choice: the mean over the seeds, and its interval; null for fewer than
   * two seeds with both values.
   */
  readonly effect: { readonly mean: number; readonly low: number; readonly high: number } | null;
  /** True when the effect is not 0 beyond chance, corrected for the number of choices. */
  readonly isVisible: boolean;
}
