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

/** In words, the law that `value` breaks: "must be below 1"; undefined when it breaks none. */
export function brokenLaw(law: ParameterLaw, value: Value): string | undefined {
  switch (law.type) {
    case 'any':
      return undefined;
    case 'choice':
      return law.values.includes(value) ? undefined : `must be one of ${law.values.join(', ')}`;
    case 'number':
    case 'integer':
      if (law.type === 'integer' && !Number.isInteger(value)) return 'must be a whole number';
      if (typeof value !== 'number') return 'must be a number';
      return brokenBound(law, 'min', value) ?? brokenBound(law, 'max', value);
  }
}

export type NumericLaw = Extract<ParameterLaw, { readonly type: 'number' | 'integer' }>;

/** As `brokenLaw`, for one end of a numeric law; an infinite value is beyond every bound. */
export function brokenBound(law: NumericLaw, end: 'min' | 'max', value: number): string | undefined {
  const bound = law[end];
  if (bound === undefined) return undefined;
  const isBeyond = end === 'min' ? value < bound : value > bound;
  if (law.exclusive?.includes(end)) {
    return isBeyond || value === bound ? `must be ${end === 'min' ? 'above' : 'below'} ${bound}` : undefined;
  }
  return isBeyond ? `must be ${end === 'min' ? 'at least' : 'at most'} ${bound}` : undefined;
}
