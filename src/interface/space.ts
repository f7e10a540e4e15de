import type { Distribution, DistributionOf, Normal, Value } from '../study/distribution.ts';

/** What a parameter depends on: other parameters, and a value or a list of values of each. */
export type When = Readonly<Record<string, Value | readonly Value[]>>;

/** A parameter as a space file writes it: a value, or a distribution that may have a condition. */
export type Parameter = Value | (Distribution & { readonly when?: When });

/** Parameters by name. */
export type Space = Readonly<Record<string, Parameter>>;

/** A number, or one of the listed values. */
export type ValueOf<P> = P extends Value
  ? P
  : P extends { readonly type: 'choice'; readonly values: readonly (infer Each)[] }
    ? Each
    : P extends { readonly type: 'fixed'; readonly value: infer Only }
      ? Only
      : number;

/** Demands of each condition that it names parameters of the space. */
export type Conditions<S extends Space> = {
  readonly [Name in keyof S]: S[Name] extends { readonly when: infer C }
    ? Exclude<keyof C, keyof S> extends never
      ? unknown
      : { readonly when: { readonly [Unknown in Exclude<keyof C, keyof S>]: never } }
    : unknown;
};

/** The parameters that have a condition, or may have one. */
type Conditional<S extends Space> = {
  [Name in keyof S]: S[Name] extends { readonly when?: infer C } ? (unknown extends C ? never : Name) : never;
}[keyof S];

type Flat<T> = { [Name in keyof T]: T[Name] };

/** What is drawn from a space: a parameter that has a condition may be missing. */
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

/** Evenly on [min, max]. */
export function uniform(min: number, max: number, options: Step = {}): DistributionOf<'uniform'> {
  return { type: 'uniform', min, max, ...options };
}

/** Evenly in the logarithm, on [min, max]; 0 < min. */
export function logUniform(min: number, max: number): DistributionOf<'logUniform'> {
  return { type: 'logUniform', min, max };
}

/** A whole number from min to max, all alike. */
export function int(min: number, max: number, options: Step = {}): DistributionOf<'int'> {
  return { type: 'int', min, max, ...options };
}

/** A whole number from min to max, each order of magnitude as likely. */
export function logInt(min: number, max: number): DistributionOf<'logInt'> {
  return { type: 'logInt', min, max };
}

export function normal(mean: number, std: number, options: Cut = {}): Normal {
  return { type: 'normal', mean, std, ...options };
}

/** e to a normal of this mean and deviation. */
export function logNormal(mean: number, std: number, options: Cut = {}): Normal {
  return { type: 'logNormal', mean, std, ...options };
}

/** One of the values, alike or in proportion to the weights. */
export function choice<const Each extends Value>(
  values: readonly Each[],
  options: { readonly weights?: readonly number[] } = {},
): { readonly type: 'choice'; readonly values: readonly Each[]; readonly weights?: readonly number[] } {
  return { type: 'choice', values, ...options };
}

/**
 * Draws the parameter only where the others have these values: `when({ optimizer: 'sgd' }, uniform(0, 0.99))`. A condition
 * that the parameter has already must hold as well.
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
