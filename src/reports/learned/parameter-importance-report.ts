import type { Value } from '../../study/distribution.ts';
import type { Direction } from '../../study/objective.ts';
import type { StageName } from '../../study/search/stage.ts';

/** The output of `importance --json`: which parameters of a study matter. */
export interface ParameterImportanceReport {
  readonly study: string;
  /** The stage whose trials were looked at; absent for trials of the study's own space. */
  readonly stage?: StageName;
  /** The objective's metric. */
  readonly metric: string;
  readonly direction: Direction;
  /** `ped-anova`: shares of what sets the best trials apart. `fanova`: shares of the variance of the objective. */
  readonly method: string;
  /** The sampled and imported trials that were looked at. */
  readonly trials: number;
  /** The number of trials that count as the best; null for a method that looks at all alike. */
  readonly best: number | null;
  /** The confidence level of the intervals. */
  readonly level: number;
  /** The most important first; parameters with one value are left out. */
  readonly effects: readonly ParameterEffect[];
  readonly notes: readonly string[];
}

export interface ParameterEffect {
  /** One parameter, or two for what they do together beyond each alone. */
  readonly parameters: readonly string[];
  /** Between 0 and 1. */
  readonly importance: number;
  readonly low: number;
  readonly high: number;
  /** True when the effect is larger than chance would explain. */
  readonly isVisible: boolean;
  /** The trials in which the parameters are active. */
  readonly trials: number;
  /** The condition under which a parameter is active; null for one that always is. */
  readonly when: Readonly<Record<string, readonly Value[]>> | null;
  /** The values that the best trials have; null for a pair, and where none of them has the parameter. */
  readonly best: BestValues | null;
}

/** Numbers: the middle eight tenths of the best trials' values. Values of a choice: their counts, the commonest first. */
export type BestValues =
  | { readonly low: number; readonly median: number; readonly high: number }
  | { readonly values: readonly { readonly value: Value; readonly trials: number }[] };
