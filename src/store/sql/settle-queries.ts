import type { Trial } from '../../study/trial.ts';
import type { CutTrial, Settlement } from '../trial-result.ts';
import { bestTrials, directionOf } from './ranking.ts';
import { addHistory, forgetWeights, memberTrials } from './result-queries.ts';
import { endColumns, trialOf } from './rows.ts';
import type { Database } from './schema.ts';
import { lockStudy } from './study-queries.ts';

export async function settle(
  database: Database,
  studyId: number,
  { cuts, best }: Settlement,
): Promise<Trial[]> {
  return database.transaction().execute(async (transaction) => {
    const { spec } = await lockStudy(transaction, studyId);
    const cutTrials: Trial[] = [];
    for (const cut of cuts) cutTrials.push(...(await cutBack(transaction, studyId, cut)));
    if (best === undefined) return cutTrials;
    const kept = bestTrials(transaction, studyId, await directionOf(spec))
      .where('origin', '=', 'sampled')
      .where('draw', '<', best.below)
      .select('number')
      .limit(best.keep);
    await forgetWeights(transaction, studyId, kept, best.below);
    return cutTrials;
  });
}

/** The trial as it is then; none when it is not to be cut. */
async function cutBack(
  transaction: Database,
  studyId: number,
  { trial, outcome, history }: CutTrial,
): Promise<Trial[]> {
  const row = await transaction
    .updateTable('trials')
    .set({ ...endColumns(outcome), failure: null })
    .where('study_id', '=', studyId)
    .where('number', '=', trial)
    .where('state', 'in', ['complete', 'pruned', 'failed'])
    .where('origin', '=', 'sampled')
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return [];
  await addHistory(transaction, { studyId, trial, attempt: 0 }, history);
  await transaction
    .deleteFrom('weights')
    .where('study_id', '=', studyId)
    .where('trial', '=', trial)
    .where('trial', 'not in', memberTrials(transaction, studyId))
    .execute();
  return [await trialOf(row)];
}
