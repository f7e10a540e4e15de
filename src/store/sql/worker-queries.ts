import { sql } from 'kysely';
import { DatabaseError } from '../database-error.ts';
import type { LiveWorker, NewWorker, OwnedTrial, ProgressPart, WorkerNews } from '../machines.ts';
import { countIn, secondsIn } from './cells.ts';
import type { SqlFlavour } from './migrations.ts';
import { addProgress } from './progress-queries.ts';
import { encode } from './rows.ts';
import type { Database } from './schema.ts';

/** A worker that has missed so many heartbeats is not live. */
const missedHeartbeats = 3;
/** One that has missed so many was killed, and its row goes when another one joins. */
const forgottenHeartbeats = 1000;

export async function joinWorker(
  database: Database,
  { secondsNow }: SqlFlavour,
  { id, host, processId, slots, software, heartbeatSeconds }: NewWorker,
): Promise<void> {
  const now = sql<number>`${sql.raw(secondsNow)}`;
  await database.transaction().execute(async (transaction) => {
    const limit = sql<number>`${now} - ${sql.lit(forgottenHeartbeats)} * heartbeat_seconds`;
    await transaction.deleteFrom('workers').where('seen_at', '<=', limit).execute();
    await transaction
      .insertInto('workers')
      .values({
        ...{ id, host, process_id: processId, slots, software: encode(software) },
        ...{ heartbeat_seconds: heartbeatSeconds, joined_at: now, seen_at: now },
      })
      .execute();
  });
}

export async function seeWorker(
  database: Database,
  flavour: SqlFlavour,
  worker: string,
  progress: readonly ProgressPart[],
): Promise<WorkerNews | undefined> {
  return database.transaction().execute(async (transaction) => {
    const seen = await transaction
      .updateTable('workers')
      .set({ seen_at: sql<number>`${sql.raw(flavour.secondsNow)}` })
      .where('id', '=', worker)
      .returning('id')
      .executeTakeFirst();
    if (seen === undefined) return undefined;
    const owned = await ownedBy(transaction, worker);
    const isOwned = (part: ProgressPart) => owned.some((each) => isSameAttempt(each, part));
    await addProgress(transaction, progress.filter(isOwned));
    const { workers } = await live(transaction, flavour)
      .select(({ fn }) => fn.countAll<number>().as('workers'))
      .executeTakeFirstOrThrow();
    return { owned, workers: Number(workers) };
  });
}

function isSameAttempt(one: OwnedTrial, other: ProgressPart): boolean {
  return one.studyId === other.studyId && one.trial === other.trial && one.attempt === other.attempt;
}

async function ownedBy(transaction: Database, worker: string): Promise<OwnedTrial[]> {
  const rows = await transaction
    .selectFrom('claimed_jobs')
    .selectAll()
    .where('worker', '=', worker)
    .orderBy('study_id')
    .orderBy('trial')
    .execute();
  return rows.map((row) => {
    const place = { table: 'claimed_jobs', studyId: row.study_id, trial: row.trial };
    return {
      studyId: countIn(place, 'study_id', row.study_id),
      trial: countIn(place, 'trial', row.trial),
      attempt: countIn(place, 'attempt', row.attempt),
      isAskedToEnd: countIn(place, 'asked_to_end', row.asked_to_end) === 1,
    };
  });
}

export async function leaveWorker(database: Database, worker: string): Promise<void> {
  await database.deleteFrom('workers').where('id', '=', worker).execute();
}

export async function workers(database: Database, flavour: SqlFlavour): Promise<LiveWorker[]> {
  const rows = await live(database, flavour)
    .selectAll()
    .select(sql<number>`${sql.raw(flavour.secondsNow)} - seen_at`.as('seen'))
    .orderBy('joined_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => {
    const place = { table: 'workers' };
    return {
      id: String(row.id),
      host: String(row.host),
      processId: countIn(place, 'process_id', row.process_id),
      slots: countIn(place, 'slots', row.slots),
      software: softwareOf(row.software),
      heartbeatSeconds: secondsIn(place, 'heartbeat_seconds', row.heartbeat_seconds),
      seenSecondsAgo: Math.max(0, Number(row.seen)),
    };
  });
}

function live(database: Database, { secondsNow }: SqlFlavour) {
  const limit = sql<number>`${sql.raw(secondsNow)} - ${sql.lit(missedHeartbeats)} * heartbeat_seconds`;
  return database.selectFrom('workers').where('seen_at', '>', limit);
}

function softwareOf(text: unknown): Readonly<Record<string, string>> {
  try {
    return JSON.parse(String(text));
  } catch (cause) {
    throw new DatabaseError('table workers, software: must be JSON', { cause });
  }
}
