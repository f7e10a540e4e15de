import { quantile, type Value } from '../study/distribution.ts';
import { type Configuration, isActive, type SearchSpace } from '../study/search-space.ts';

/** The configuration in the middle of a space: the median of every distribution. */
export function middleOf(space: SearchSpace): Configuration {
  const config: Record<string, Value> = {};
  for (const parameter of space) {
    if (isActive(parameter, config)) config[parameter.name] = quantile(parameter.distribution, 0.5);
  }
  return config;
}
