import type { ExpressionBuilder } from 'kysely';
import type { Artifact, LedgerRow } from '../artifact.ts';
import type { ArtifactLedger } from '../artifacts/ledger.ts';
import type { Claim } from '../lease.ts';
import { keepAll } from '../store.ts';
import type { TrialResult } from '../trial-result.ts';
import { countIn, textIn } from './cells.ts';
import { bestTrials, directionOfStudy } from './ranking.ts';
import type { Database, Tables } from './schema.ts';

/** Rows of one sweep. */
const droppedAtOnce = 1000;

export async function setArtifacts(database: Database, studyId: number, place: string): Promise<void> {
  await database.updateTable('studies').set({ artifacts: place }).where('id', '=', studyId).execute();
}

export async function artifactsPlace(database: Database, studyId: number): Promise<string | undefined> {
  const row = await database
    .selectFrom('studies')
    .select('artifacts')
    .where('id', '=', studyId)
    .executeTakeFirst();
  if (row === undefined || row.artifacts === null) return undefined;
  return textIn({ table: 'studies', studyId }, 'artifacts', row.artifacts);
}

/** Lists artifacts that rows of the trial now refer to, in place of earlier ones of the same parts. */
export async function addArtifacts(
  transaction: Database,
  { studyId, trial }: Pick<Claim, 'studyId' | 'trial'>,
  artifacts: readonly Artifact[] = [],
): Promise<void> {
  for (const { part, place, name, bytes } of artifacts) {
    const key = { study_id: studyId, trial, part };
    await transaction
      .updateTable('artifacts')
      .set({ is_dropped: 1 })
      .where((row) => row.and(key))
      .execute();
    await transaction
      .insertInto('artifacts')
      .values({ ...key, place, name, bytes })
      .execute();
  }
}

export async function artifacts(database: Database, studyId: number): Promise<LedgerRow[]> {
  const rows = await ofStudy(database, studyId).orderBy('trial').orderBy('part').orderBy('name').execute();
  return rows.map((row) => rowOf(studyId, row));
}

export function artifactLedger(database: Database): ArtifactLedger {
  return {
    placeOf: (studyId) => artifactsPlace(database, studyId),
    async find(studyId, trial, part) {
      const key = { trial, part, is_dropped: 0 };
      const row = await ofStudy(database, studyId)
        .where((artifact) => artifact.and(key))
        .executeTakeFirst();
      return row && rowOf(studyId, row);
    },
    async known(studyId, names) {
      const rows = await ofStudy(database, studyId).where('name', 'in', names).execute();
      return new Set(rows.map((row) => rowOf(studyId, row).name));
    },
    async dropped(studyId) {
      await dropUnreferenced(database, studyId);
      const rows = await ofStudy(database, studyId)
        .where('is_dropped', '=', 1)
        .limit(droppedAtOnce)
        .execute();
      return rows.map((row) => rowOf(studyId, row));
    },
    async remove(studyId, names) {
      await database
        .deleteFrom('artifacts')
        .where('study_id', '=', studyId)
        .where('name', 'in', names)
        .where('is_dropped', '=', 1)
        .execute();
    },
    mayKeep: (claim, result, keep) => mayKeep(database, claim, result, keep),
  };
}

/** Rows and their artifacts are committed together, so that an artifact without its row has been forgotten. */
async function dropUnreferenced(database: Database, studyId: number): Promise<void> {
  await database
    .updateTable('artifacts')
    .set({ is_dropped: 1 })
    .where('study_id', '=', studyId)
    .where('is_dropped', '=', 0)
    .where(({ not, or, and, exists, eb, ...rest }) => {
      const ofTable = (table: 'weights' | 'parked' | 'folds') =>
        exists(referring({ ...rest } as ExpressionBuilder<Tables, 'artifacts'>, table));
      return not(
        or([
          and([eb('part', 'in', ['weights', 'optimizer']), ofTable('weights')]),
          and([eb('part', '=', 'parked'), ofTable('parked')]),
          and([eb('part', 'like', 'fold-%'), ofTable('folds')]),
        ]),
      );
    })
    .execute();
}

function referring(row: ExpressionBuilder<Tables, 'artifacts'>, table: 'weights' | 'parked' | 'folds') {
  return row
    .selectFrom(table)
    .select('trial')
    .whereRef(`${table}.study_id`, '=', 'artifacts.study_id')
    .whereRef(`${table}.trial`, '=', 'artifacts.trial');
}

async function mayKeep(
  database: Database,
  { studyId, trial }: Claim,
  { outcome }: TrialResult,
  keep: number,
): Promise<boolean> {
  if (outcome.state !== 'complete') return false;
  if (keep === keepAll) return true;
  const row = await database
    .selectFrom('trials')
    .select('origin')
    .where('study_id', '=', studyId)
    .where('number', '=', trial)
    .executeTakeFirst();
  const direction = await directionOfStudy(database, studyId);
  if (row?.origin !== 'sampled' || direction === undefined) return true;
  const last = await bestTrials(database, studyId, direction)
    .where('origin', '=', 'sampled')
    .select(['infeasible', 'value', 'number'])
    .limit(1)
    .offset(keep - 1)
    .executeTakeFirst();
  if (last === undefined) return true;
  const sign = direction === 'minimize' ? 1 : -1;
  const order = [
    (outcome.infeasible === true ? 1 : 0) - Number(last.infeasible),
    sign * (outcome.value - Number(last.value)),
    trial - Number(last.number),
  ];
  return (order.find((difference) => difference !== 0) ?? 0) < 0;
}

function ofStudy(database: Database, studyId: number) {
  return database.selectFrom('artifacts').selectAll().where('study_id', '=', studyId);
}

type Row = Awaited<ReturnType<ReturnType<typeof ofStudy>['execute']>>[number];

function rowOf(studyId: number, row: Row): LedgerRow {
  const place = { table: 'artifacts', studyId };
  return {
    trial: countIn(place, 'trial', row.trial),
    part: textIn(place, 'part', row.part),
    place: textIn(place, 'place', row.place),
    name: textIn(place, 'name', row.name),
    bytes: countIn(place, 'bytes', row.bytes),
    isDropped: row.is_dropped !== 0,
  };
}
