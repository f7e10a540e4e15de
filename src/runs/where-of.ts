import type { WhereReport } from '../reports/where-report.ts';
import type { Store, Study } from '../store/store.ts';
import { brokenBounds, isTooLarge } from '../study/search/where.ts';
import type { Trial } from '../study/trial.ts';

/** The effect of the study's constraints; undefined where it has none. Reads all trials. */
export async function whereOf(
  store: Store,
  { id, spec: { where } }: Study,
  best: Trial | undefined,
): Promise<WhereReport | undefined> {
  if (where === undefined) return undefined;
  const ended = (await store.trials(id)).filter(({ state }) => state !== 'waiting' && state !== 'running');
  return {
    bounds: where,
    ended: ended.length,
    refused: ended.filter(({ failure }) => isTooLarge(where, failure)).length,
    infeasible: ended.filter(({ infeasible }) => infeasible === true).length,
    ...(best?.infeasible && { brokenByBest: brokenBounds(where, best) }),
  };
}
