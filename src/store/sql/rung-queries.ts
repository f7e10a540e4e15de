import type { ParkedTrial } from '../../study/trial.ts';
import { batchesOf } from '../batches.ts';
import type { Claim } from '../store.ts';
import type { RungRow, TrialResult } from '../trial-result.ts';
import { addArtifacts } from './artifact-queries.ts';
import { bytesIn, countIn, secondsIn, valueIn } from './cells.ts';
import { forgetParked } from './forget-attempts.ts';
import type { Database } from './schema.ts';

/** Records the rung that a trial has reached, and the state from which it resumes; an earlier one is forgotten by then. */
export async function addRung(
  transaction: Database,
  { studyId, trial }: Claim,
  { outcome, seconds, rung, artifacts = [] }: TrialResult,
): Promise<void> {
  if (rung === undefined) return;
  const { epochs, parked: state } = rung;
  const value = outcome.state === 'failed' ? null : outcome.value;
  await transaction
    .insertInto('rungs')
    .values({ study_id: studyId, trial, rung: rung.rung, epochs, value })
    // A trial whose state was dropped trains its earlier rungs again.
    .onConflict((conflict) => conflict.columns(['study_id', 'trial', 'rung']).doUpdateSet({ epochs, value }))
    .execute();
  if (outcome.state !== 'pruned' || state === undefined) return;
  await transaction.insertInto('parked').values({ study_id: studyId, trial, state, seconds }).execute();
  await addArtifacts(
    transaction,
    { studyId, trial },
    artifacts.filter(({ part }) => part === 'parked'),
  );
}

export async function rungs(database: Database, studyId: number): Promise<RungRow[]> {
  const rows = await database
    .selectFrom('rungs')
    .selectAll()
    .where('study_id', '=', studyId)
    .orderBy('trial')
    .orderBy('rung')
    .execute();
  return rows.map((row) => {
    const trial = countIn({ table: 'rungs', studyId }, 'trial', row.trial);
    const place = { table: 'rungs', studyId, trial };
    return {
      trial,
      rung: countIn(place, 'rung', row.rung),
      epochs: countIn(place, 'epochs', row.epochs),
      value: row.value === null ? null : valueIn(place, 'value', row.value),
    };
  });
}

export async function parked(
  database: Database,
  studyId: number,
  trial: number,
): Promise<ParkedTrial | undefined> {
  const row = await database
    .selectFrom('parked')
    .select(['state', 'seconds'])
    .where('study_id', '=', studyId)
    .where('trial', '=', trial)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const place = { table: 'parked', studyId, trial };
  return {
    state: bytesIn(place, 'state', row.state),
    seconds: secondsIn(place, 'seconds', row.seconds),
  };
}

export async function dropParked(
  database: Database,
  studyId: number,
  trials: readonly number[],
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    for (const batch of batchesOf(trials)) {
      await forgetParked(transaction, studyId, batch);
    }
  });
}
