import { type Distribution, quantile, type Value } from './distribution.ts';

/** A parameter is active only when each named parameter is active and has one of the listed values. */
type Condition = Readonly<Record<string, readonly Value[]>>;

export interface Parameter {
  readonly name: string;
  readonly distribution: Distribution;
  readonly when?: Condition;
  readonly prior?: Prior;
}

export const confidences = ['low', 'medium', 'high'] as const;

/** Where a user expects the best value; samplers/prior.ts says how it counts. */
export interface Prior {
  readonly at: Value;
  readonly confidence: (typeof confidences)[number];
}

/** Parameters in drawing order: a parameter follows all those that its `when` names. */
export type SearchSpace = readonly Parameter[];

/** One point of a search space: its active parameters only, in the space's order. */
export type Configuration = Readonly<Record<string, Value>>;

/** True when `parameter` is active, given the values drawn so far. */
export function isActive(parameter: Parameter, configuration: Configuration): boolean {
  return Object.entries(parameter.when ?? {}).every(([name, values]) => {
    const value = configuration[name];
    return value !== undefined && values.includes(value);
  });
}

/** Equal for equal configurations of a space, whatever the order of their values. */
export function keyOf(space: SearchSpace, config: Configuration): string {
  return JSON.stringify(space.map(({ name }) => config[name] ?? null));
}

/** The configuration in the middle of a space: the median of every distribution. */
export function middleOf(space: SearchSpace): Configuration {
  const config: Record<string, Value> = {};
  for (const parameter of space) {
    if (isActive(parameter, config)) config[parameter.name] = quantile(parameter.distribution, 0.5);
  }
  return config;
}
