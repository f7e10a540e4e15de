import type { Value } from './distribution.ts';

/** The values that a model or the training loop takes for a hyperparameter, and its default. */
export type ParameterConstraint =
  | {
      readonly type: 'number' | 'integer';
      /** Inclusive, unless `exclusive` names the bound. */
      readonly min?: number;
      readonly max?: number;
      readonly exclusive?: readonly ('min' | 'max')[];
      readonly default: number;
      /** The value at which a regulariser has no effect; absent for other parameters. */
      readonly off?: number;
    }
  | {
      readonly type: 'choice';
      readonly values: readonly Value[];
      readonly default: Value;
      readonly off?: Value;
    }
  /** A user's module may declare a parameter without a constraint: it takes any value, and every space must name it. */
  | { readonly type: 'any' };

export type ParameterConstraints = Readonly<Record<string, ParameterConstraint>>;

/** The constraint that `value` breaks, in words: "must be below 1"; undefined when it breaks none. */
export function brokenConstraint(constraint: ParameterConstraint, value: Value): string | undefined {
  switch (constraint.type) {
    case 'any':
      return undefined;
    case 'choice':
      return constraint.values.includes(value) ? undefined : `must be one of ${constraint.values.join(', ')}`;
    case 'number':
    case 'integer':
      if (constraint.type === 'integer' && !Number.isInteger(value)) return 'must be a whole number';
      if (typeof value !== 'number') return 'must be a number';
      return brokenBound(constraint, 'min', value) ?? brokenBound(constraint, 'max', value);
  }
}

export type NumericConstraint = Extract<ParameterConstraint, { readonly type: 'number' | 'integer' }>;

/** Like `brokenConstraint`, for one end of a numeric constraint; an infinite value exceeds every bound. */
export function brokenBound(
  constraint: NumericConstraint,
  end: 'min' | 'max',
  value: number,
): string | undefined {
  const bound = constraint[end];
  if (bound === undefined) return undefined;
  const isBeyond = end === 'min' ? value < bound : value > bound;
  if (constraint.exclusive?.includes(end)) {
    return isBeyond || value === bound ? `must be ${end === 'min' ? 'above' : 'below'} ${bound}` : undefined;
  }
  return isBeyond ? `must be ${end === 'min' ? 'at least' : 'at most'} ${bound}` : undefined;
}
