import { sql, type UpdateObject } from 'kysely';
import type { Configuration } from '../../study/search-space.ts';
import { restartedOrigins, type Trial } from '../../study/trial.ts';
import type { Claim, TrialCounts } from '../store.ts';
import { countIn, stateIn } from './cells.ts';
import { forgetClaimedJob } from './forget-attempts.ts';
import { trialOf, trialsOf } from './parsed/trial-rows.ts';
import { reusedQuery } from './reused-query.ts';
import { encode } from './rows.ts';
import type { Database, Tables, TrialColumns } from './schema.ts';
import { lockStudy } from './study-queries.ts';

/**
 * Rows per insert: at five values each, far below the limit of bound parameters in SQLite (32,766) and PostgreSQL
 * (65,535).
 */
const rowsAtOnce = 1000;

export async function addTrials(
  database: Database,
  studyId: number,
  added: readonly { trial: number; config: Configuration }[],
): Promise<void> {
  if (added.length === 0) return;
  await database.transaction().execute(async (transaction) => {
    await lockStudy(transaction, studyId);
    const known = await knownAmong(
      transaction,
      studyId,
      added.map(({ trial }) => trial),
    );
    const rows = numbered(added, known).map(({ number, draw, config }) => ({
      study_id: studyId,
      number,
      draw,
      state: 'waiting' as const,
      config: encode(config),
    }));
    for (let start = 0; start < rows.length; start += rowsAtOnce) {
      await transaction
        .insertInto('trials')
        .values(rows.slice(start, start + rowsAtOnce))
        .execute();
    }
  });
}

interface Known {
  readonly draws: ReadonlySet<number>;
  readonly numbers: ReadonlySet<number>;
  readonly lastNumber: number;
}

/** Which of these numbers are taken. Reads no other trials: a study may have a million. */
async function knownAmong(database: Database, studyId: number, numbers: readonly number[]): Promise<Known> {
  const lowest = numbers.reduce((least, each) => Math.min(least, each));
  const highest = numbers.reduce((most, each) => Math.max(most, each));
  const place = { table: 'trials', studyId };
  const [draws, taken, { last }] = [
    await ofStudy(database, studyId)
      .select('draw')
      .where('draw', '>=', lowest)
      .where('draw', '<=', highest)
      .execute(),
    await ofStudy(database, studyId)
      .select('number')
      .where('number', '>=', lowest)
      .where('number', '<=', highest)
      .execute(),
    await ofStudy(database, studyId)
      .select((all) => all.fn.max<number | null>('number').as('last'))
      .executeTakeFirstOrThrow(),
  ];
  return {
    draws: new Set(draws.map(({ draw }) => countIn(place, 'draw', draw))),
    numbers: new Set(taken.map(({ number }) => countIn(place, 'number', number))),
    lastNumber: last === null ? -1 : countIn(place, 'number', last),
  };
}

/** The new trials, each under the number of its draw, or under the next free number when that is taken. */
function numbered(
  added: readonly { trial: number; config: Configuration }[],
  { draws, numbers, lastNumber }: Known,
): { number: number; draw: number; config: Configuration }[] {
  const fresh = added.filter(({ trial }) => !draws.has(trial));
  let last = fresh.reduce((most, { trial }) => Math.max(most, trial), lastNumber);
  return fresh.map(({ trial: draw, config }) => ({
    number: numbers.has(draw) ? ++last : draw,
    draw,
    config,
  }));
}

export async function unclaim(database: Database, claimed: Claim): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    if (await updateClaimed(transaction, claimed, { state: 'waiting' }))
      await forgetClaimedJob(transaction, claimed.studyId, claimed.trial);
  });
}

/**
 * Updates a trial while `claimed` is its current attempt; otherwise returns false and writes nothing. The trial is
 * running, or waits under a new lease while the worker that has claimed it by a job trains on.
 */
export async function updateClaimed(
  transaction: Database,
  { studyId, trial, attempt }: Claim,
  columns: Partial<TrialColumns>,
): Promise<boolean> {
  const { numAffectedRows } = await updatedClaim(transaction, {
    studyId,
    trial,
    ofAttempt: attempt,
    ...columns,
  });
  return numAffectedRows !== undefined && numAffectedRows > 0n;
}

type ClaimedColumns = Partial<TrialColumns> & Omit<Claim, 'attempt'> & { readonly ofAttempt: number };

const updatedClaim = reusedQuery((database, { studyId, trial, ofAttempt, ...columns }: ClaimedColumns) =>
  claimedUpdate(database, { studyId, trial, attempt: ofAttempt }, columns),
);

export function claimedUpdate(
  database: Database,
  { studyId, trial, attempt }: Claim,
  columns: UpdateObject<Tables, 'trials'>,
) {
  const ownJob = database
    .selectFrom('claimed_jobs')
    .select('trial')
    .where('study_id', '=', studyId)
    .where('attempt', '=', attempt);
  return database
    .updateTable('trials')
    .set(columns)
    .where('study_id', '=', studyId)
    .where('number', '=', trial)
    .where('attempt', '=', attempt)
    .where((row) =>
      row.or([
        row('state', '=', 'running'),
        row.and([row('state', '=', 'waiting'), row('number', 'in', ownJob)]),
      ]),
    );
}

export async function trials(database: Database, studyId: number): Promise<Trial[]> {
  const rows = await ofStudy(database, studyId).selectAll().orderBy('number').execute();
  return trialsOf(rows);
}

const rowOf = reusedQuery((database, given: { readonly studyId: number; readonly number: number }) =>
  ofStudy(database, given.studyId).selectAll().where('number', '=', given.number),
);

export async function trial(database: Database, studyId: number, number: number): Promise<Trial | undefined> {
  const [row] = (await rowOf(database, { studyId, number })).rows;
  return row && trialOf(row);
}

export async function counts(database: Database, studyId: number): Promise<TrialCounts> {
  const groups = (trials: ReturnType<typeof ofStudy>) =>
    trials.select((columns) => ['state', columns.fn.countAll().as('trials')] as const).groupBy('state');
  const all = ofStudy(database, studyId);
  // Derived trials are counted among the few running ones only; the others are counted in an index.
  const rows = await groups(all.where('state', '!=', 'running'))
    .unionAll(groups(all.where('state', '=', 'running').where('origin', 'in', restartedOrigins)))
    .execute();
  const none = { waiting: 0, running: 0, complete: 0, pruned: 0, failed: 0 };
  const counted = rows.map(({ state, trials }) => [
    stateIn({ table: 'trials', studyId }, 'state', state),
    Number(trials),
  ]);
  return Object.assign(none, Object.fromEntries(counted));
}

export async function outOfTime(database: Database, studyId: number): Promise<number> {
  const { trials } = await ofStudy(database, studyId)
    // A literal, so that the planner sees that the index trials_out_of_time applies.
    .where('out_of_time', '=', sql.lit(1))
    .select(({ fn }) => fn.countAll<number>().as('trials'))
    .executeTakeFirstOrThrow();
  return Number(trials);
}

export function ofStudy(database: Database, studyId: number) {
  return database.selectFrom('trials').where('study_id', '=', studyId);
}
