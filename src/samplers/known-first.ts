import { type Random, randomFor } from '../statistics/random.ts';
import { draw, type Value } from '../study/distribution.ts';
import { type KnownConfiguration, knownIn } from '../study/search/known-configurations.ts';
import { type Configuration, isActive, type SearchSpace } from '../study/search-space.ts';
import type { WrittenSpec } from '../study/study-spec.ts';

type Sampled = Pick<WrittenSpec, 'space' | 'search'>;

/** All known configurations, which are the first trials. */
export function knownConfigurations(sampled: Sampled): Configuration[] {
  const { space, search } = sampled;
  return knownIn(search).map((known, number) => completed(space, known, streamOf(search.seed, number)));
}

/** The configuration of this number where it is a known one; undefined for those that a sampler chooses. */
export function knownConfiguration({ space, search }: Sampled, number: number): Configuration | undefined {
  const known = knownIn(search)[number];
  return known && completed(space, known, streamOf(search.seed, number));
}

/** Parameters that are not given have the values that the random sampler would draw for the trial. */
function streamOf(seed: number, number: number): Random {
  return randomFor(seed, number, 'configuration');
}

/** The configuration of a person's trial, whose other parameters are drawn from a stream that no sampled trial has. */
export function enqueuedConfiguration(
  { space, search }: Sampled,
  known: KnownConfiguration,
  trial: number,
): Configuration {
  return completed(space, known, randomFor(search.seed, trial, 'enqueued', 'configuration'));
}

/** A parameter that is not given is drawn; one that is given also takes its number from the stream. */
function completed(space: SearchSpace, known: KnownConfiguration, random: Random): Configuration {
  const config: Record<string, Value> = {};
  for (const parameter of space) {
    const { name, distribution } = parameter;
    const drawn = draw(distribution, random);
    if (isActive(parameter, config))
      config[name] = Object.hasOwn(known, name) ? (known[name] as Value) : drawn;
  }
  return config;
}
