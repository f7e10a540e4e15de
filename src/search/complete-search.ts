import { counted } from '../reports/figure.ts';
import { samplerOf } from '../samplers/catalogue.ts';
import { configurationLimit } from '../samplers/configuration.ts';
import { knownIn } from '../study/search/known-configurations.ts';
import { methodName } from '../study/search/method-spec.ts';
import { lastStage, stagedSpec } from '../study/stages/staged-spec.ts';
import type { WrittenSpec } from '../study/study-spec.ts';
import { type StagePlan, stagesToCome } from './stages/stage-plan.ts';

/** A spec whose search has no more trials than configurations, and the line that says how many there are. */
export interface CompletedSearch<Spec> {
  readonly spec: Spec;
  readonly trialsNote?: string;
  /** The number of configurations, where the search, or its last stage, ends for want of others. */
  readonly configurations?: number;
  /** Absent for a search without stages. */
  readonly plan?: StagePlan;
}

/**
 * Limits the trials to the configurations that there are. No configuration runs twice unless the spec repeats them. In a
 * search with stages `trials` are those of each stage, and become those of all.
 */
export function completeSearch<Spec extends WrittenSpec>(given: Spec): CompletedSearch<Spec> {
  const stage = lastStage(given.search);
  const next = stagesToCome(given);
  if (stage === undefined && next.length === 0) return limitedSearch(given);
  const { trials } = given.search;
  const { spec, trialsNote, configurations } = limitedSearch(stagedSpec(given, stage));
  const below = (stage?.from ?? 0) + spec.search.trials;
  const search = { ...given.search, repeats: spec.search.repeats, trials: below + next.length * trials };
  return {
    spec: { ...given, search },
    plan: { below, trials, next },
    ...(trialsNote !== undefined && { trialsNote }),
    ...(configurations !== undefined && next.length === 0 && { configurations }),
  };
}

function limitedSearch<Spec extends WrittenSpec>(given: Spec): CompletedSearch<Spec> {
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
