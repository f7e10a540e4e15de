import { sql } from 'kysely';
import { restartedOrigins } from '../../../study/trial.ts';
import { type IsAlive, leaseSeconds, type Runner } from '../../lease.ts';
import { countIn } from '../cells.ts';
import { endAttempts } from '../forget-attempts.ts';
import type { SqlFlavour } from '../migrations.ts';
import { decodeRunner, encodeRunner } from '../rows.ts';
import type { Database } from '../schema.ts';
import { lockStudy } from '../study-queries.ts';

interface LeaseRequest {
  readonly studyId: number;
  readonly runner: Runner;
  readonly isAlive: IsAlive;
}

export async function lease(
  database: Database,
  flavour: SqlFlavour,
  { studyId, runner, isAlive }: LeaseRequest,
): Promise<Runner | undefined> {
  return database.transaction().execute(async (transaction) => {
    const mine = encodeRunner(runner);
    const { runner: held } = await lockStudy(transaction, studyId);
    const other =
      held === mine ? undefined : await liveHolder(transaction, flavour, { studyId, held, isAlive });
    if (other !== undefined) return other;
    await transaction
      .updateTable('studies')
      .set({ runner: mine, lease: sql<number>`lease + 1`, ...seenNow(flavour) })
      .where('id', '=', studyId)
      .execute();
    await endAttempts(transaction, studyId);
    await transaction
      .deleteFrom('trials')
      .where('study_id', '=', studyId)
      .where('state', '=', 'running')
      .where('origin', 'not in', restartedOrigins)
      .execute();
    await transaction
      .updateTable('trials')
      .set({ state: 'waiting' })
      .where('study_id', '=', studyId)
      .where('state', '=', 'running')
      .execute();
    await transaction.updateTable('progress').set({ is_taken: 0 }).where('study_id', '=', studyId).execute();
    return undefined;
  });
}

export async function runner(
  database: Database,
  flavour: SqlFlavour,
  studyId: number,
  isAlive: IsAlive,
): Promise<Runner | undefined> {
  const row = await database
    .selectFrom('studies')
    .select('runner')
    .where('id', '=', studyId)
    .executeTakeFirst();
  return row && liveHolder(database, flavour, { studyId, held: row.runner, isAlive });
}

/** The process that holds a lease; undefined for none, and for one that is dead or has not renewed it in time. */
async function liveHolder(
  database: Database,
  { hasMachines, secondsNow }: SqlFlavour,
  { studyId, held, isAlive }: { readonly studyId: number; readonly held: unknown; readonly isAlive: IsAlive },
): Promise<Runner | undefined> {
  if (held === null) return undefined;
  const other = await decodeRunner(held);
  const seen = await database
    .selectFrom('studies')
    .select('id')
    .where('id', '=', studyId)
    .where('runner_seen_at', '>', sql<number>`${sql.raw(secondsNow)} - ${leaseSeconds}`)
    .execute();
  const mayLive = !hasMachines || seen.length > 0;
  return mayLive && isAlive(other, hasMachines) ? other : undefined;
}

function seenNow({ hasMachines, secondsNow }: SqlFlavour) {
  return hasMachines ? { runner_seen_at: sql<number>`${sql.raw(secondsNow)}` } : {};
}

export async function renew(
  database: Database,
  flavour: SqlFlavour,
  studyId: number,
  runner: Runner,
): Promise<number | undefined> {
  const held = { id: studyId, runner: encodeRunner(runner) };
  const row = flavour.hasMachines
    ? await database
        .updateTable('studies')
        .set(seenNow(flavour))
        .where((study) => study.and(held))
        .returning('lease')
        .executeTakeFirst()
    : await database
        .selectFrom('studies')
        .select('lease')
        .where((study) => study.and(held))
        .executeTakeFirst();
  return row && countIn({ table: 'studies', studyId }, 'lease', row.lease);
}

export async function release(database: Database, studyId: number, runner: Runner): Promise<void> {
  await database
    .transaction()
    .execute((transaction) =>
      transaction
        .updateTable('studies')
        .set({ runner: null })
        .where('id', '=', studyId)
        .where('runner', '=', encodeRunner(runner))
        .execute(),
    );
}
