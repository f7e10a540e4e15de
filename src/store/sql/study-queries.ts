import { UsageError } from '../../faults/errors.ts';
import type { HumanScore } from '../../study/human-score.ts';
import type { Stage } from '../../study/search/stage.ts';
import { type StudySpec, withDigest } from '../../study/study-spec.ts';
import type { NewStudy, Study } from '../store.ts';
import { forgetFolds, forgetParked, forgetTrainings } from './forget-attempts.ts';
import { reusedQuery } from './reused-query.ts';
import { decodeSpec, encode, studyOf } from './rows.ts';
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

const largestId = 2 ** 31 - 1;

export async function findStudy(
  database: Database,
  study: string | number | undefined,
): Promise<Study | undefined> {
  // PostgreSQL refuses to compare an id with a larger number.
  if (typeof study === 'number' && study > largestId) return undefined;
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
 * Reads a study that the transaction is about to change, and takes the row's lock in databases that lock rows; SQLite's
 * transactions lock the whole file from their start.
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

const lockedRow = reusedQuery((database, given: { readonly studyId: number }) =>
  database
    .selectFrom('studies')
    .select(['spec', 'runner', 'lease'])
    .where('id', '=', given.studyId)
    .forNoKeyUpdate(),
);

export async function lockStudyIfAny(
  transaction: Database,
  studyId: number,
): Promise<LockedStudy | undefined> {
  return (await lockedRow(transaction, { studyId })).rows[0];
}
