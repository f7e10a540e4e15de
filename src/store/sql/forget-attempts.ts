import { sql } from 'kysely';
import { reusedQuery } from './reused-query.ts';
import type { Database } from './schema.ts';

/** The tables of rows that a running trial may have stored, for which it has no use once it has ended. */
const ofRunningTrials = ['folds', 'claimed_jobs', 'progress', 'parked'] as const;

const rowsOfRun = reusedQuery((database, given: { readonly studyId: number; readonly trial: number }) =>
  database.selectNoFrom((row) =>
    ofRunningTrials.map((table) => {
      const own = row.selectFrom(table).select('trial').where('study_id', '=', given.studyId);
      return row.exists(own.where('trial', '=', given.trial)).as(table);
    }),
  ),
);

/** One statement finds which tables have rows: those of most trials have none. */
export async function forgetRun(transaction: Database, studyId: number, trial: number): Promise<void> {
  const [found] = (await rowsOfRun(transaction, { studyId, trial })).rows;
  for (const table of ofRunningTrials) {
    if (!found?.[table]) continue;
    await transaction.deleteFrom(table).where('study_id', '=', studyId).where('trial', '=', trial).execute();
  }
}

export async function forgetFolds(transaction: Database, studyId: number): Promise<void> {
  await transaction.deleteFrom('folds').where('study_id', '=', studyId).execute();
}

/** The kept values of all trainings of the study that are no trials. */
export async function forgetTrainings(transaction: Database, studyId: number): Promise<void> {
  await transaction.deleteFrom('trainings').where('study_id', '=', studyId).execute();
}

/** The states of these trials; without `trials`, those of all trials of the study. */
export async function forgetParked(
  transaction: Database,
  studyId: number,
  trials?: readonly number[],
): Promise<void> {
  const ofStudy = transaction.deleteFrom('parked').where('study_id', '=', studyId);
  await (trials === undefined ? ofStudy : ofStudy.where('trial', 'in', trials)).execute();
}

/** The rows of a worker's attempt: its claim and its epochs. */
export async function forgetClaimedJob(transaction: Database, studyId: number, trial: number): Promise<void> {
  for (const table of ['claimed_jobs', 'progress'] as const) {
    await transaction.deleteFrom(table).where('study_id', '=', studyId).where('trial', '=', trial).execute();
  }
}

/**
 * Ends the attempts of a process that was killed at the last change that it made: when it was killed is not known. A new
 * lease calls it before it changes a trial.
 */
export async function endAttempts(transaction: Database, studyId: number): Promise<void> {
  const { last } = await transaction
    .selectFrom('trials')
    .select(({ fn }) => fn.max<number | null>('changed_at').as('last'))
    .where('study_id', '=', studyId)
    .executeTakeFirstOrThrow();
  await transaction
    .updateTable('attempts')
    .set({ ended_at: sql<number>`case when started_at < ${last} then ${last} else started_at end` })
    .where('study_id', '=', studyId)
    .where('ended_at', 'is', null)
    .execute();
}
