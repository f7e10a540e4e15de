import { sql } from 'kysely';
import type { RequestAnswer, SteeringRequest, StoredRequest } from '../../../reports/dashboard/steering.ts';
import type { Trial } from '../../../study/trial.ts';
import type { LiveStore } from '../../live-store.ts';
import { countIn, secondsIn, textIn } from '../cells.ts';
import { nextNumber } from '../derived-queries.ts';
import { parsedColumn } from '../parsed/parsed-row.ts';
import { trialsOf } from '../parsed/trial-rows.ts';
import { encode } from '../rows.ts';
import type { Database, RequestRow } from '../schema.ts';
import { lockStudy } from '../study-queries.ts';
import type { SqlFlavour } from '../tables/flavour.ts';
import { ofStudy } from '../trial-queries.ts';

export async function ask(
  database: Database,
  flavour: SqlFlavour,
  studyId: number,
  request: SteeringRequest,
  askedBy: string,
): Promise<StoredRequest> {
  return database.transaction().execute(async (transaction) => {
    await lockStudy(transaction, studyId);
    return insert(transaction, flavour, studyId, { request, askedBy });
  });
}

export async function enqueue(
  database: Database,
  flavour: SqlFlavour,
  studyId: number,
  { askedBy, from, configure }: Parameters<LiveStore['enqueue']>[1],
): Promise<StoredRequest> {
  return database.transaction().execute(async (transaction) => {
    await lockStudy(transaction, studyId);
    const trial = Math.max(from, await nextNumber(transaction, studyId));
    const config = configure(trial);
    await transaction
      .insertInto('trials')
      .values({
        study_id: studyId,
        number: trial,
        state: 'waiting',
        origin: 'enqueued',
        config: encode(config),
      })
      .execute();
    return insert(transaction, flavour, studyId, { request: { kind: 'enqueue', config }, askedBy, trial });
  });
}

async function insert(
  transaction: Database,
  { secondsNow }: SqlFlavour,
  studyId: number,
  { request, askedBy, trial }: Pick<StoredRequest, 'request' | 'askedBy' | 'trial'>,
): Promise<StoredRequest> {
  const row = await transaction
    .insertInto('requests')
    .values({
      ...{ study_id: studyId, request: encode(request), trial: trial ?? null, asked_by: askedBy },
      asked_at: sql<number>`${sql.raw(secondsNow)}`,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return requestOf(row);
}

export async function requests(database: Database, studyId: number): Promise<StoredRequest[]> {
  return Promise.all((await requestsOf(database, studyId).execute()).map(requestOf));
}

export async function openRequests(database: Database, studyId: number): Promise<StoredRequest[]> {
  const rows = await requestsOf(database, studyId).where('is_done', 'is', null).execute();
  return Promise.all(rows.map(requestOf));
}

function requestsOf(database: Database, studyId: number) {
  return database.selectFrom('requests').selectAll().where('study_id', '=', studyId).orderBy('id');
}

export async function answer(
  database: Database,
  studyId: number,
  request: number,
  { isDone, text }: RequestAnswer,
): Promise<void> {
  await database
    .updateTable('requests')
    .set({ is_done: isDone ? 1 : 0, answer: text })
    .where('study_id', '=', studyId)
    .where('id', '=', request)
    .where('is_done', 'is', null)
    .execute();
}

export async function waitingEnqueued(database: Database, studyId: number): Promise<Trial[]> {
  const rows = await ofStudy(database, studyId)
    .selectAll()
    // Literals, so that the planner sees that an index applies.
    .where('state', '=', sql.lit('waiting' as const))
    .where('draw', 'is', null)
    .where('origin', '=', sql.lit('enqueued' as const))
    .orderBy('number')
    .execute();
  return trialsOf(rows);
}

async function requestOf(row: RequestRow): Promise<StoredRequest> {
  const place = { table: 'requests', studyId: row.study_id };
  return {
    id: countIn(place, 'id', row.id),
    request: (await parsedColumn(place, 'request', 'request', row.request)) as SteeringRequest,
    askedBy: textIn(place, 'asked_by', row.asked_by),
    ...(row.trial !== null && { trial: countIn(place, 'trial', row.trial) }),
    askedAt: secondsIn(place, 'asked_at', row.asked_at),
    answer:
      row.is_done === null
        ? null
        : { isDone: countIn(place, 'is_done', row.is_done) === 1, text: textIn(place, 'answer', row.answer) },
  };
}
