import type { WhereReport } from '../../reports/where-report.ts';
import { brokenBounds, isTooLarge } from '../../study/search/where.ts';
import type { Trial } from '../../study/trial.ts';
import type { StudyRows } from './study-rows.ts';

/** The effect of the study's constraints; undefined where it has none. Reads all trials. */
export async function whereOf(
  { study, trials }: StudyRows,
  best: Trial | undefined,
): Promise<WhereReport | undefined> {
  const { where } = study.spec;
  if (where === undefined) return undefined;
  const ended = (await trials()).filter(({ state }) => state !== 'waiting' && state !== 'running');
  return {
    bounds: where,
    ended: ended.length,
    refused: ended.filter(({ failure }) => isTooLarge(where, failure)).length,
    infeasible: ended.filter(({ infeasible }) => infeasible === true).length,
    ...(best?.infeasible && { brokenByBest: brokenBounds(where, best) }),
  };
}
