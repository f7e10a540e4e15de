import { samplerOf } from '../samplers/catalogue.ts';
import { limitsTrials } from '../study/search/budget.ts';
import { methodName } from '../study/search/method-spec.ts';
import { lookbackOf } from '../study/search/search-spec.ts';
import type { WrittenSpec } from '../study/study-spec.ts';

/**
 * The line that says that workers will often wait for results; undefined when they will not. With more workers than half
 * the lookback, a tenth of their time or more is lost where the durations of trials are lognormal with σ = 0.7.
 */
export function lookbackNote(spec: Pick<WrittenSpec, 'search'>, workers: number): string | undefined {
  const { sampler, budget } = spec.search;
  const lookback = lookbackOf(spec);
  if (workers <= lookback / 2) return undefined;
  const isChosen = samplerOf(sampler).needsHistory;
  if (!isChosen && !limitsTrials(budget)) return undefined;
  const decides = isChosen ? `${methodName(sampler)} chooses a trial` : 'the budget decides on a trial';
  const first = `${decides} by the results of those ${lookback} and more before it, so ${workers} workers wait for each other`;
  const others = isChosen ? 'choose other trials' : 'may end the search later';
  return `${first}; a search.lookback of ${2 * workers} would keep them busy, and ${others}`;
}
