import type { Distribution, Value } from './distribution.ts';

/** A parameter is drawn only when each named parameter is active and has one of the listed values. */
type Condition = Readonly<Record<string, readonly Value[]>>;

export interface Parameter {
  readonly name: string;
  readonly distribution: Distribution;
  readonly when?: Condition;
}

/** Parameters in the order in which they are drawn: a parameter follows all those that its `when` names. */
export type SearchSpace = readonly Parameter[];

/** One point of a search space: the active parameters only, in the space's own order. */
export type Configuration = Readonly<Record<string, Value>>;

/** True when `parameter` takes part in a configuration that so far holds `configuration`. */
export function isActive(parameter: Parameter, configuration: Configuration): boolean {
  return Object.entries(parameter.when ?? {}).every(([name, values]) => {
    const value = configuration[name];
    return value !== undefined && values.includes(value);
  });
}
