import { randomFor } from '../statistics/random.ts';
import type { Configuration } from '../study/search-space.ts';
import type { StudySpec } from '../study/study-spec.ts';
import type { Sampler } from './sampler.ts';

/** A trial's configuration: it depends on the space, the seed, the trial's number and the sampler, and on no more. */
export function configurationOf(
  sampler: Sampler,
  { space, search }: StudySpec,
  trial: number,
): Configuration {
  return sampler.sample(space, randomFor(search.seed, trial, 'configuration'), []);
}
