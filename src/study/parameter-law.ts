import type { Value } from './distribution.ts';

/** What values a model or the training loop takes for one hyperparameter, and which one when a space is silent. */
export type ParameterLaw =
  | {
      readonly type: 'number' | 'integer';
      /** Inclusive, unless `exclusive` names the bound. */
      readonly min?: number;
      readonly max?: number;
      readonly exclusive?: readonly ('min' | 'max')[];
      readonly default: number;
    }
  | { readonly type: 'choice'; readonly values: readonly Value[]; readonly default: Value }
  /** A user's module may name a parameter without a law: any value is taken, and a space must name it. */
  | { readonly type: 'any' };

export type ParameterLaws = Readonly<Record<string, ParameterLaw>>;
