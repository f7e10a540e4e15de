import type { Random } from '../statistics/random.ts';
import type { Configuration, SearchSpace } from '../study/search-space.ts';

/** A trial that has ended. */
export interface Observation {
  readonly config: Configuration;
  /** The objective's value, negated where it is maximised; undefined for a trial that was pruned or failed. */
  readonly loss: number | undefined;
}

/** The input of a method: a study's ended trials, in the order of their numbers. */
export interface ImportanceQuestion {
  readonly space: SearchSpace;
  readonly observations: readonly Observation[];
  /** The share of the trials that count as the best, for methods that look at these. */
  readonly bestShare: number;
  /** Also measure what pairs of parameters do together, for methods that can. */
  readonly isPairwise: boolean;
  /** A stream of its own for each key. */
  random(key: string): Random;
}

/** The effect of a parameter, or of a pair beyond that of each alone: shares between 0 and 1. */
export interface Effect {
  readonly parameters: readonly string[];
  /** The trials that it was measured on: those in which the parameters are active. */
  readonly trials: number;
  readonly importance: number;
  readonly low: number;
  readonly high: number;
  /** True when the effect is larger than chance would explain (95 %, corrected for the number of effects). */
  readonly isVisible: boolean;
}

interface Effects {
  /** The most important first; parameters with one value are left out. */
  readonly effects: readonly Effect[];
  /** The number of trials that the values of the effects rest on. */
  readonly trials: number;
  /** The number of best trials, for methods that look at these. */
  readonly best?: number;
}

/** A way to measure which parameters matter. Equal questions give equal effects. */
export interface ImportanceMethod {
  readonly name: string;
  readonly isPairwise: boolean;
  /** True for a method that looks at trials with values alone. */
  readonly needsValues: boolean;
  measure(question: ImportanceQuestion): Effects;
}
