import { randomFor } from '../statistics/random.ts';
import { knownIn } from '../study/search/known-configurations.ts';
import { settingsOf } from '../study/search/method-spec.ts';
import type { Configuration } from '../study/search-space.ts';
import type { WrittenSpec } from '../study/study-spec.ts';
import { countDistinct, distinctSampler } from './distinct-sampler.ts';
import { pending, type SeenTrial } from './history.ts';
import { knownConfiguration, knownConfigurations } from './known-first.ts';
import type { Sampler } from './sampler.ts';

type Sampled = Pick<WrittenSpec, 'space' | 'search' | 'objective'>;

/**
 * A trial's configuration: a known one of the search, or the sampler's. It depends on the space, the seed, the sampler,
 * the trial's number and its visible history.
 */
export function configurationOf(
  sampler: Sampler,
  sampled: Sampled,
  number: number,
  history: readonly SeenTrial[] = [],
): Configuration {
  const known = knownConfiguration(sampled, number);
  if (known !== undefined) return known;
  const { space, search, objective } = sampled;
  const { direction } = objective;
  const { seed } = search;
  // A sequence of points or a grid begins after the known configurations, and loses none of its points to them.
  const count = sampler.needsHistory ? number : number - knownIn(search).length;
  const settings = settingsOf(search.sampler, sampler.settings);
  const random = randomFor(seed, number, 'configuration');
  return sampler.ask({ space, direction, number: count, seed, random, settings, history });
}

/** The number of configurations that a study can run; Infinity when there is no end of them. */
export function configurationLimit(sampler: Sampler, sampled: Sampled): number {
  const { space, search } = sampled;
  const known = knownConfigurations(sampled);
  const size = sampler.size?.(space, settingsOf(search.sampler, sampler.settings), known);
  if (size !== undefined) return known.length + size;
  return search.repeats ? Number.POSITIVE_INFINITY : countDistinct(space);
}

/** The configurations 0 … most − 1 that a sampler gives without any result; fewer where there are no more. */
export function firstConfigurations(sampler: Sampler, spec: Sampled, most: number): Configuration[] {
  const history: SeenTrial[] = [];
  const distinct = spec.search.repeats
    ? sampler
    : distinctSampler(sampler, spec.space, knownConfigurations(spec));
  const count = Math.min(most, configurationLimit(sampler, spec));
  for (let number = 0; number < count; number++) {
    const seen = sampler.needsHistory ? [...history] : [];
    history.push(pending({ number, config: configurationOf(distinct, spec, number, seen) }));
  }
  return history.map(({ config }) => config);
}
