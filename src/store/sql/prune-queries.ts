import type { TrialResult } from '../trial-result.ts';
import { bestTrials, directionOf } from './ranking.ts';
import { addHistory, forgetWeights, memberTrials } from './result-queries.ts';
import { endColumns } from './rows.ts';
import type { Database } from './schema.ts';
import { lockStudy } from './study-queries.ts';

export async function prune(
  database: Database,
  studyId: number,
  trial: number,
  { outcome, history }: Pick<TrialResult, 'outcome' | 'history'>,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await lockStudy(transaction, studyId);
    const { numUpdatedRows } = await transaction
      .updateTable('trials')
      .set({ ...endColumns(outcome), failure: null })
      .where('study_id', '=', studyId)
      .where('number', '=', trial)
      .where('state', 'in', ['complete', 'pruned', 'failed'])
      .where('origin', '=', 'sampled')
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    await addHistory(transaction, { studyId, trial, attempt: 0 }, history);
    await transaction
      .deleteFrom('weights')
      .where('study_id', '=', studyId)
      .where('trial', '=', trial)
      .where('trial', 'not in', memberTrials(transaction, studyId))
      .execute();
  });
}

export async function keepBest(
  database: Database,
  studyId: number,
  keep: number,
  below: number,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const { spec } = await lockStudy(transaction, studyId);
    const best = bestTrials(transaction, studyId, await directionOf(spec))
      .where('origin', '=', 'sampled')
      .where('draw', '<', below)
      .select('number')
      .limit(keep);
    const later = transaction
      .selectFrom('trials')
      .where('study_id', '=', studyId)
      .where('draw', '>=', below)
      .select('number');
    await forgetWeights(transaction, studyId, best, later);
  });
}
