import { randomFor } from '../statistics/random.ts';
import { settingsOf } from '../study/search/method-spec.ts';
import type { Configuration } from '../study/search-space.ts';
import type { WrittenSpec } from '../study/study-spec.ts';
import { pending, type SeenTrial } from './history.ts';
import type { Sampler } from './sampler.ts';

type Sampled = Pick<WrittenSpec, 'space' | 'search' | 'objective'>;

/**
 * A trial's configuration. It depends on the space, the seed, the sampler, the trial's number and its visible history.
 */
export function configurationOf(
  sampler: Sampler,
  { space, search, objective: { direction } }: Sampled,
  number: number,
  history: readonly SeenTrial[] = [],
): Configuration {
  const { seed } = search;
  const settings = settingsOf(search.sampler, sampler.settings);
  const random = randomFor(seed, number, 'configuration');
  return sampler.ask({ space, direction, number, seed, random, settings, history });
}

/** The configurations 0 … count − 1 that a sampler gives without any result. */
export function firstConfigurations(sampler: Sampler, spec: Sampled, count: number): Configuration[] {
  const history: SeenTrial[] = [];
  for (let number = 0; number < count; number++) {
    const seen = sampler.needsHistory ? [...history] : [];
    history.push(pending({ number, config: configurationOf(sampler, spec, number, seen) }));
  }
  return history.map(({ config }) => config);
}
