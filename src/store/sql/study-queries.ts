import { sql } from 'kysely';
import { UsageError } from '../../faults/errors.ts';
import type { HumanScore } from '../../study/human-score.ts';
import type { Stage } from '../../study/search/stage.ts';
import { type StudySpec, withDigest } from '../../study/study-spec.ts';
import { restartedOrigins } from '../../study/trial.ts';
import { type IsAlive, leaseSeconds, type Runner } from '../lease.ts';
import type { NewStudy, Study } from '../store.ts';
import { countIn } from './cells.ts';
import { endAttempts, forgetFolds, forgetParked, forgetTrainings } from './forget-attempts.ts';
import type { SqlFlavour } from './migrations.ts';
import { decodeRunner, decodeSpec, encode, encodeRunner, studyOf } from './rows.ts';
import type { Database } from './schema.ts';

export async function createStudy(database: Database, study: NewStudy): Promise<Study> {
  return database.transaction().execute((transaction) => insertStudy(transaction, study));
}

/** A name that is taken raises UsageError. `created_at` defaults to the database's current time. */
export async function insertStudy(
  transaction: Database,
  study: NewStudy,
  columns: { readonly created_at?: string } = {},
): Promise<Study> {
  const { name, directory, backend, dataFingerprint: data_fingerprint } = study;
  const row = await transaction
    .insertInto('studies')
    .values({
      ...columns,
      name,
      directory,
      backend,
      data_fingerprint,
      spec: encode(study.spec),
      backend_timings: encode(study.backendTimings),
      versions: encode(study.versions),
      pipeline: study.pipeline === undefined ? null : encode(study.pipeline),
      baselines: study.baselines === undefined ? null : encode(study.baselines),
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw nameTaken(name);
  return studyOf(row);
}

export function nameTaken(name: string): UsageError {
  return new UsageError(`a study named "${name}" exists already`);
}

export async function findStudy(
  database: Database,
  study: string | number | undefined,
): Promise<Study | undefined> {
  const newestFirst = database.selectFrom('studies').selectAll().orderBy('id', 'desc').limit(1);
  const found =
    study === undefined
      ? newestFirst
      : newestFirst.where(typeof study === 'number' ? 'id' : 'name', '=', study);
  const row = await found.executeTakeFirst();
  return row && studyOf(row);
}

export async function studies(database: Database): Promise<Study[]> {
  const rows = await database.selectFrom('studies').selectAll().orderBy('id').execute();
  return Promise.all(rows.map(studyOf));
}

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
    const { runner: held, isSeen } = await heldLease(transaction, flavour, studyId);
    const mine = encodeRunner(runner);
    const other = held === null || held === mine ? undefined : await decodeRunner(held);
    const mayLive = !flavour.hasMachines || isSeen;
    if (other !== undefined && mayLive && isAlive(other, flavour.hasMachines)) return other;
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

/** The study's runner, locked; `isSeen`: it has renewed its lease in time. */
async function heldLease(
  transaction: Database,
  { secondsNow }: SqlFlavour,
  studyId: number,
): Promise<{ runner: unknown; isSeen: boolean }> {
  const { runner } = await lockStudy(transaction, studyId);
  const seen = await transaction
    .selectFrom('studies')
    .select('id')
    .where('id', '=', studyId)
    .where('runner_seen_at', '>', sql<number>`${sql.raw(secondsNow)} - ${leaseSeconds}`)
    .execute();
  return { runner, isSeen: seen.length > 0 };
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

export async function setHumanBaseline(
  database: Database,
  studyId: number,
  value: HumanScore | undefined,
): Promise<Study> {
  return changeSpec(database, studyId, ({ humanBaseline: _, ...spec }) => ({
    ...spec,
    ...(value === undefined ? {} : { humanBaseline: value }),
  }));
}

export async function addStage(database: Database, studyId: number, stage: Stage): Promise<Study> {
  return changeSpec(database, studyId, ({ search, ...spec }) => ({
    ...spec,
    search: { ...search, stages: [...(search.stages ?? []), stage] },
  }));
}

export async function setModuleDigest(database: Database, studyId: number, digest: string): Promise<Study> {
  return database.transaction().execute(async (transaction) => {
    const study = await changeSpecIn(transaction, studyId, (spec) => ({
      ...spec,
      model: withDigest(spec.model, digest),
    }));
    await forgetFolds(transaction, studyId);
    await forgetParked(transaction, studyId);
    await forgetTrainings(transaction, studyId);
    return study;
  });
}

function changeSpec(
  database: Database,
  studyId: number,
  change: (spec: StudySpec) => StudySpec,
): Promise<Study> {
  return database.transaction().execute((transaction) => changeSpecIn(transaction, studyId, change));
}

async function changeSpecIn(
  transaction: Database,
  studyId: number,
  change: (spec: StudySpec) => StudySpec,
): Promise<Study> {
  const changed = change(await decodeSpec((await lockStudy(transaction, studyId)).spec));
  const row = await transaction
    .updateTable('studies')
    .set({ spec: encode(changed) })
    .where('id', '=', studyId)
    .returningAll()
    .executeTakeFirstOrThrow();
  return studyOf(row);
}

/**
 * Reads a study that the transaction is about to change. The no-op update takes the row's lock in databases that lock
 * rows; SQLite's transactions lock the whole file from their start.
 */
export async function lockStudy(transaction: Database, studyId: number): Promise<LockedStudy> {
  const study = await lockStudyIfAny(transaction, studyId);
  if (study === undefined) throw new Error(`there is no study ${studyId}`);
  return study;
}

interface LockedStudy {
  readonly spec: unknown;
  readonly runner: unknown;
  readonly lease: unknown;
}

export async function lockStudyIfAny(
  transaction: Database,
  studyId: number,
): Promise<LockedStudy | undefined> {
  return transaction
    .updateTable('studies')
    .set({ runner: sql<string | null>`runner` })
    .where('id', '=', studyId)
    .returning(['spec', 'runner', 'lease'])
    .executeTakeFirst();
}
