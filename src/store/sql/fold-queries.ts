import { sql } from 'kysely';
import type { TrialState } from '../../study/trial.ts';
import type { Claim } from '../store.ts';
import type { FoldResult } from '../trial-result.ts';
import { addArtifacts } from './artifact-queries.ts';
import { bytesIn, secondsIn } from './cells.ts';
import { decodeHistory, decodeOutcome, encode } from './rows.ts';
import type { Database } from './schema.ts';
import { lockStudy } from './study-queries.ts';
import { claimedUpdate } from './trial-queries.ts';

/** The trial's row, which is locked and tested. */
const unchanged = { state: sql<TrialState>`state` };

export async function recordFold(
  database: Database,
  claim: Claim,
  fold: number,
  { outcome, history, seconds, weights, optimizer, artifacts }: FoldResult,
): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    await lockStudy(transaction, claim.studyId);
    const { numUpdatedRows } = await claimedUpdate(transaction, claim, unchanged).executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    await transaction
      .insertInto('folds')
      .values({
        ...{ study_id: claim.studyId, trial: claim.trial, fold, seconds, weights },
        optimizer: optimizer ?? null,
        ...{ outcome: encode(outcome), history: encode(history) },
      })
      .execute();
    await addArtifacts(transaction, claim, artifacts);
    return true;
  });
}

export async function fold(
  database: Database,
  studyId: number,
  trial: number,
  number: number,
): Promise<FoldResult | undefined> {
  const row = await database
    .selectFrom('folds')
    .selectAll()
    .where('study_id', '=', studyId)
    .where('trial', '=', trial)
    .where('fold', '=', number)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const place = { table: 'folds', studyId, trial };
  return {
    outcome: await decodeOutcome(row.outcome, studyId, trial),
    history: await decodeHistory(row.history, studyId, trial),
    seconds: secondsIn(place, 'seconds', row.seconds),
    weights: bytesIn(place, 'weights', row.weights),
    ...(row.optimizer !== null && { optimizer: bytesIn(place, 'optimizer', row.optimizer) }),
  };
}
