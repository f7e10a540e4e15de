import { quantile, type Value } from '../../study/distribution.ts';
import { type Configuration, isActive, type SearchSpace } from '../../study/search-space.ts';
import { followsPriors, priorQuantile } from '../prior.ts';
import type { Question } from '../sampler.ts';

/**
 * The configuration at a point of the unit cube, which has one dimension for each parameter, fixed and inactive ones
 * included: a condition that is added to a parameter does not change the values of the others.
 */
export function configurationAt(
  { space, number }: Pick<Question, 'space' | 'number'>,
  coordinate: (dimension: number) => number,
): Configuration {
  const isPrior = followsPriors(number);
  const configuration: Record<string, Value> = {};
  for (const [dimension, parameter] of space.entries()) {
    const u = coordinate(dimension);
    const value = isPrior ? priorQuantile(parameter, u) : quantile(parameter.distribution, u);
    if (isActive(parameter, configuration)) configuration[parameter.name] = value;
  }
  return configuration;
}

/** The constraint that a space with more parameters than dimensions breaks; undefined when it has no more. */
export function brokenDimensions(space: SearchSpace, most: number, name: string): string | undefined {
  if (space.length <= most) return undefined;
  return `must be another sampler: ${name} has ${most} dimensions, and the space has ${space.length} parameters`;
}
