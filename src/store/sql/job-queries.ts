import { sql } from 'kysely';
import type { Trial } from '../../study/trial.ts';
import { batchesOf } from '../batches.ts';
import type { ClaimedJob, JobProgress, TrialJob } from '../machines.ts';
import { countIn, stateIn } from './cells.ts';
import { forgetClaimedJob } from './forget-attempts.ts';
import { noResult } from './live/claim-queries.ts';
import { trialOf, trialsOf } from './parsed/trial-rows.ts';
import type { Database } from './schema.ts';
import { lockStudy, lockStudyIfAny } from './study-queries.ts';
import { ofStudy } from './trial-queries.ts';

export async function claimJob(
  database: Database,
  job: TrialJob,
  worker: string,
  name: string = worker,
): Promise<ClaimedJob | undefined> {
  const { studyId, trial } = job;
  return database.transaction().execute(async (transaction) => {
    const study = await lockStudyIfAny(transaction, studyId);
    if (study?.lease !== job.lease || !(await isOpen(transaction, job))) return undefined;
    const row = await transaction
      .updateTable('trials')
      .set(noResult)
      .set({ state: 'running', attempt: sql<number>`attempt + 1`, worker: name })
      .where('study_id', '=', studyId)
      .where('number', '=', trial)
      .where('state', 'in', ['waiting', 'running', 'pruned'])
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const attempt = countIn({ table: 'trials', studyId, trial }, 'attempt', row.attempt);
    await forgetClaimedJob(transaction, studyId, trial);
    await transaction
      .insertInto('claimed_jobs')
      .values({ study_id: studyId, trial, attempt, worker })
      .execute();
    const { config } = await trialOf(row);
    return { studyId, trial, attempt, config };
  });
}

/** False for a job whose result is recorded; true also for one that was claimed before and whose worker was lost. */
async function isOpen(transaction: Database, { studyId, trial, rung }: TrialJob): Promise<boolean> {
  const [found] = await jobProgress(transaction, studyId, [trial]);
  if (found === undefined || found.state === 'complete' || found.state === 'failed') return false;
  if (rung === undefined) return found.state !== 'pruned';
  return (found.rung ?? -1) < rung.rung;
}

export async function jobProgress(
  database: Database,
  studyId: number,
  trials: readonly number[],
): Promise<JobProgress[]> {
  const found: JobProgress[] = [];
  for (const batch of batchesOf(trials)) {
    const rows = await ofStudy(database, studyId)
      .where('number', 'in', batch)
      .select(['number', 'state', 'attempt'])
      .select(({ selectFrom }) =>
        selectFrom('rungs')
          .whereRef('rungs.study_id', '=', 'trials.study_id')
          .whereRef('rungs.trial', '=', 'trials.number')
          .select(({ fn }) => fn.max<number | null>('rung').as('last'))
          .as('rung'),
      )
      .execute();
    for (const { number, state, attempt, rung } of rows) {
      const trial = countIn({ table: 'trials', studyId }, 'number', number);
      const place = { table: 'trials', studyId, trial };
      found.push({
        trial,
        state: stateIn(place, 'state', state),
        attempt: countIn(place, 'attempt', attempt),
        ...(rung !== null && { rung: countIn({ table: 'rungs', studyId, trial }, 'rung', rung) }),
      });
    }
  }
  return found;
}

export async function orphans(
  database: Database,
  studyId: number,
  live: readonly number[],
): Promise<Trial[]> {
  return database.transaction().execute(async (transaction) => {
    await lockStudy(transaction, studyId);
    const waiting = await transaction
      .selectFrom('trials')
      .innerJoin('claimed_jobs', (join) =>
        join
          .onRef('claimed_jobs.study_id', '=', 'trials.study_id')
          .onRef('claimed_jobs.trial', '=', 'trials.number')
          .onRef('claimed_jobs.attempt', '=', 'trials.attempt'),
      )
      .selectAll('trials')
      .where('trials.study_id', '=', studyId)
      .where('state', '=', sql.lit('waiting' as const))
      .orderBy('draw')
      .execute();
    const all = await trialsOf(waiting);
    const alive = new Set(live);
    for (const { trial } of all) if (!alive.has(trial)) await forgetClaimedJob(transaction, studyId, trial);
    return all.filter(({ trial }) => alive.has(trial));
  });
}
