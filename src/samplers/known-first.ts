import { randomFor } from '../statistics/random.ts';
import { draw, type Value } from '../study/distribution.ts';
import { type KnownConfiguration, knownIn } from '../study/search/known-configurations.ts';
import { type Configuration, isActive, type SearchSpace } from '../study/search-space.ts';
import type { WrittenSpec } from '../study/study-spec.ts';

type Sampled = Pick<WrittenSpec, 'space' | 'search'>;

/** All known configurations, which are the first trials. */
export function knownConfigurations(sampled: Sampled): Configuration[] {
  const { space, search } = sampled;
  return knownIn(search).map((known, number) => completed(space, known, search.seed, number));
}

/** The configuration of this number where it is a known one; undefined for those that a sampler chooses. */
export function knownConfiguration({ space, search }: Sampled, number: number): Configuration | undefined {
  const known = knownIn(search)[number];
  return known && completed(space, known, search.seed, number);
}

/** A parameter that is not given has the value that the random sampler would draw for the trial. */
function completed(
  space: SearchSpace,
  known: KnownConfiguration,
  seed: number,
  number: number,
): Configuration {
  const random = randomFor(seed, number, 'configuration');
  const config: Record<string, Value> = {};
  for (const parameter of space) {
    const { name, distribution } = parameter;
    const drawn = draw(distribution, random);
    if (isActive(parameter, config))
      config[name] = Object.hasOwn(known, name) ? (known[name] as Value) : drawn;
  }
  return config;
}
