import type { Distribution, DistributionOf, Normal, Value } from '../study/distribution.ts';
import type { Prior } from '../study/search-space.ts';

/** The condition of a parameter: other parameters, each with a value or a list of values. */
export type When = Readonly<Record<string, Value | readonly Value[]>>;

/** A parameter in the form of a space file: a value, or a distribution with an optional condition. */
export type Parameter = Value | (Distribution & { readonly when?: When; readonly prior?: PriorInput });

/** Where the best value is expected. */
type PriorInput = Pick<Prior, 'at'> & Partial<Prior>;

/** Parameters by name. */
export type Space = Readonly<Record<string, Parameter>>;

/** A number, or one of the listed values. */
type ValueOf<P> = P extends Value
  ? P
  : P extends { readonly type: 'choice'; readonly values: readonly (infer Each)[] }
    ? Each
    : P extends { readonly type: 'fixed'; readonly value: infer Only }
      ? Only
      : number;

/** Requires that each condition names parameters of the space. */
export type Conditions<S extends Space> = {
  readonly [Name in keyof S]: S[Name] extends { readonly when: infer C }
    ? Exclude<keyof C, keyof S> extends never
      ? unknown
      : { readonly when: { readonly [Unknown in Exclude<keyof C, keyof S>]: never } }
    : unknown;
};

/** The parameters that have, or may have, a condition. */
type Conditional<S extends Space> = {
  [Name in keyof S]: S[Name] extends { readonly when?: infer C } ? (unknown extends C ? never : Name) : never;
}[keyof S];

type Flat<T> = { [Name in keyof T]: T[Name] };

/** A configuration drawn from a space: a parameter with a condition may be missing. */
export type ConfigurationOf<S extends Space> = Flat<
  { readonly [Name in Exclude<keyof S, Conditional<S>>]: ValueOf<S[Name]> } & {
    readonly [Name in Conditional<S>]?: ValueOf<S[Name]>;
  }
>;

interface Step {
  /** Draws only min, min + step, … */
  readonly step?: number;
}

interface Cut {
  readonly min?: number;
  readonly max?: number;
}

/** Uniform on [min, max]. */
export function uniform(min: number, max: number, options: Step = {}): DistributionOf<'uniform'> {
  return { type: 'uniform', min, max, ...options };
}

/** Uniform in the logarithm, on [min, max]; 0 < min. */
export function logUniform(min: number, max: number): DistributionOf<'logUniform'> {
  return { type: 'logUniform', min, max };
}

/** A whole number from min to max, with equal probabilities. */
export function int(min: number, max: number, options: Step = {}): DistributionOf<'int'> {
  return { type: 'int', min, max, ...options };
}

/** A whole number from min to max, log-uniform. */
export function logInt(min: number, max: number): DistributionOf<'logInt'> {
  return { type: 'logInt', min, max };
}

export function normal(mean: number, std: number, options: Cut = {}): Normal {
  return { type: 'normal', mean, std, ...options };
}

/** Log-normal: exp of a normal with this mean and standard deviation. */
export function logNormal(mean: number, std: number, options: Cut = {}): Normal {
  return { type: 'logNormal', mean, std, ...options };
}

/** One of the values, with equal probabilities or in proportion to the weights. */
export function choice<const Each extends Value>(
  values: readonly Each[],
  options: { readonly weights?: readonly number[] } = {},
): { readonly type: 'choice'; readonly values: readonly Each[]; readonly weights?: readonly number[] } {
  return { type: 'choice', values, ...options };
}

/**
 * Draws the parameter only when the others have these values: `when({ optimizer: 'sgd' }, uniform(0, 0.99))`. A
 * condition that the parameter already has must hold as well.
 */
export function when<const P extends Parameter, const C extends When>(
  condition: C,
  parameter: P,
): (P extends Value ? { readonly type: 'fixed'; readonly value: P } : P) & { readonly when: C };
export function when(condition: When, parameter: Parameter): Parameter {
  const distribution =
    typeof parameter === 'object' ? parameter : { type: 'fixed' as const, value: parameter, when: {} };
  return { ...distribution, when: { ...distribution.when, ...condition } };
}
