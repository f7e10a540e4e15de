import type { SelectQueryBuilder } from 'kysely';
import type { EpochRecord } from '../study/trial.ts';
import { bestTrials, directionOf } from './ranking.ts';
import { columnsOf, decodeHistory, encode } from './rows.ts';
import type { Database, Tables } from './schema.ts';
import type { Claim, TrialResult } from './store.ts';
import { lockStudy } from './study-queries.ts';
import { updateClaimed } from './trial-queries.ts';

type TrialNumbers = SelectQueryBuilder<Tables, 'trials', { number: number }>;

export async function record(
  database: Database,
  claim: Claim,
  result: TrialResult,
  keep: number,
): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const { spec } = await lockStudy(transaction, claim.studyId);
    if (!(await updateClaimed(transaction, claim, columnsOf(result)))) return false;
    await addHistory(transaction, claim, result.history);
    if (result.outcome.state === 'complete') {
      const best = bestTrials(transaction, claim.studyId, directionOf(spec)).select('number').limit(keep);
      await keepWeights(transaction, claim, result.weights, best);
    }
    return true;
  });
}

async function addHistory(
  transaction: Database,
  { studyId, trial }: Claim,
  history: readonly EpochRecord[],
): Promise<void> {
  await transaction
    .insertInto('epochs')
    .values({ study_id: studyId, trial, history: encode(history) })
    .execute();
}

/**
 * Complete trials are only ever added, so a trial that has left the best never comes back, and what is kept in the
 * end does not depend on the order in which trials end.
 */
async function keepWeights(
  transaction: Database,
  { studyId, trial }: Claim,
  weights: Uint8Array | undefined,
  best: TrialNumbers,
): Promise<void> {
  await transaction
    .deleteFrom('weights')
    .where('study_id', '=', studyId)
    .where('trial', 'not in', best)
    .execute();
  const isBest = (await best.execute()).some((row) => row.number === trial);
  if (weights === undefined || !isBest) return;
  await transaction.insertInto('weights').values({ study_id: studyId, trial, weights }).execute();
}

export async function history(database: Database, studyId: number, trial: number): Promise<EpochRecord[]> {
  const row = await database
    .selectFrom('epochs')
    .select('history')
    .where('study_id', '=', studyId)
    .where('trial', '=', trial)
    .executeTakeFirst();
  return row === undefined ? [] : decodeHistory(row.history);
}

export async function weights(
  database: Database,
  studyId: number,
  trial: number,
): Promise<Uint8Array | undefined> {
  const row = await database
    .selectFrom('weights')
    .select('weights')
    .where('study_id', '=', studyId)
    .where('trial', '=', trial)
    .executeTakeFirst();
  // A driver's Buffer may stand anywhere in a larger one; the copy begins at 0, where any typed array can be laid on it.
  return row && new Uint8Array(row.weights);
}
