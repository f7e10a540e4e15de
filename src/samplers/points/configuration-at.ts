import { quantile, type Value } from '../../study/distribution.ts';
import { type Configuration, isActive, type SearchSpace } from '../../study/search-space.ts';

/**
 * The configuration at a point of the unit cube, which has one dimension for each parameter, fixed and inactive ones
 * included: a condition that is added to a parameter does not change the values of the others.
 */
export function configurationAt(
  space: SearchSpace,
  coordinate: (dimension: number) => number,
): Configuration {
  const configuration: Record<string, Value> = {};
  for (const [dimension, parameter] of space.entries()) {
    const value = quantile(parameter.distribution, coordinate(dimension));
    if (isActive(parameter, configuration)) configuration[parameter.name] = value;
  }
  return configuration;
}

/** The constraint that a space with more parameters than dimensions breaks; undefined when it has no more. */
export function brokenDimensions(space: SearchSpace, most: number, name: string): string | undefined {
  if (space.length <= most) return undefined;
  return `must be another sampler: ${name} has ${most} dimensions, and the space has ${space.length} parameters`;
}
