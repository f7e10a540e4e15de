import { counted } from '../reports/number-text.ts';
import { samplerOf } from '../samplers/catalogue.ts';
import { configurationLimit } from '../samplers/configuration.ts';
import { knownIn } from '../study/search/known-configurations.ts';
import { methodName } from '../study/search/method-spec.ts';
import type { WrittenSpec } from '../study/study-spec.ts';

/** A spec whose search has no more trials than configurations, and the line that says how many there are. */
export interface CompletedSearch<Spec> {
  readonly spec: Spec;
  readonly trialsNote?: string;
  /** The number of configurations, where the search ends for want of others. */
  readonly configurations?: number;
}

/** Limits the trials to the configurations that there are. No configuration runs twice unless the spec repeats them. */
export function completeSearch<Spec extends WrittenSpec>(given: Spec): CompletedSearch<Spec> {
  const spec = { ...given, search: { ...given.search, repeats: given.search.repeats ?? false } };
  const { trials, sampler: method } = spec.search;
  const sampler = samplerOf(method);
  const limit = configurationLimit(sampler, spec);
  const known = knownIn(spec.search).length;
  const isLimited = limit < trials;
  if (sampler.size === undefined && !isLimited) return { spec };
  const first =
    sampler.size === undefined
      ? `the space has ${counted(limit, 'configuration')}, and none runs twice`
      : `the ${methodName(method)} has ${counted(limit - known, 'point')}${known === 0 ? '' : ` besides ${counted(known, 'known configuration')}`}`;
  const last = isLimited
    ? `: the search ends after ${counted(limit, 'trial')}, not after ${trials}`
    : `, of which ${trials === limit ? 'all' : trials} run`;
  const limited = { ...spec, search: { ...spec.search, trials: Math.min(limit, trials) } };
  return { spec: limited, trialsNote: first + last, ...(isLimited && { configurations: limit }) };
}
