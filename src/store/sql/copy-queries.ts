import { type Kysely, sql } from 'kysely';
import { restartedOrigins } from '../../study/trial.ts';
import type { CopiedRows } from '../copying-store.ts';
import { countIn } from './cells.ts';
import { trialsOf } from './parsed/trial-rows.ts';
import { decodeHistory, decodeSpec, encode, ensembleOf, studyOf } from './rows.ts';
import type { Database, EnsembleRow, StudyRow, TrialRow } from './schema.ts';
import { nameTaken } from './study-queries.ts';
import type { SqlFlavour } from './tables/flavour.ts';

type Row = CopiedRows['rows'][number];

/** Any table, since each row is written as it was read. */
type AnyTables = Kysely<Record<string, Record<string, unknown>>>;

/** The tables with rows of trials, and the number of trials whose rows are in memory at once. */
const ofTrials = [
  { table: 'trials', column: 'number', atOnce: 1000 },
  { table: 'epochs', column: 'trial', atOnce: 1000 },
  { table: 'rungs', column: 'trial', atOnce: 1000 },
  { table: 'attempts', column: 'trial', atOnce: 1000 },
  { table: 'trainings', column: 'trial', atOnce: 1000 },
  { table: 'weights', column: 'trial', atOnce: 8 },
  { table: 'folds', column: 'trial', atOnce: 8 },
  { table: 'parked', column: 'trial', atOnce: 8 },
] as const;

/** Values in one insert: below the limits of SQLite (32,766) and PostgreSQL (65,535). */
const valuesAtOnce = 30_000;

export async function copyStudy(
  database: Database,
  { snapshot }: SqlFlavour,
  studyId: number,
  take: (copied: CopiedRows) => Promise<void>,
): Promise<void> {
  await database.connection().execute(async (own) => {
    await sql.raw(snapshot).execute(own);
    try {
      await takeAll(own as unknown as AnyTables, studyId, take);
    } finally {
      await sql`rollback`.execute(own);
    }
  });
}

async function takeAll(
  database: AnyTables,
  studyId: number,
  take: (copied: CopiedRows) => Promise<void>,
): Promise<void> {
  const of = (table: string) => database.selectFrom(table).selectAll().where('study_id', '=', studyId);
  const study = await database
    .selectFrom('studies')
    .selectAll()
    .where('id', '=', studyId)
    .executeTakeFirstOrThrow();
  await studyOf(study as unknown as StudyRow);
  await take({ table: 'studies', rows: [study] });
  const { last } = await database
    .selectFrom('trials')
    .select(({ fn }) => fn.max('number').as('last'))
    .where('study_id', '=', studyId)
    .executeTakeFirstOrThrow();
  const end = last === null ? 0 : countIn({ table: 'trials', studyId }, 'number', last) + 1;
  const omitted = new Set<unknown>();
  for (const { table, column, atOnce } of ofTrials) {
    for (let start = 0; start < end; start += atOnce) {
      const found = await of(table)
        .where(column, '>=', start)
        .where(column, '<', start + atOnce)
        .orderBy(column)
        .execute();
      const rows = table === 'trials' ? found.map(stopped) : found;
      if (table === 'trials') for (const row of rows) if (row.state === 'running') omitted.add(row.number);
      const kept = rows.filter((row) => !omitted.has(row[column]) && row.ended_at !== null);
      await check(table, studyId, kept);
      if (kept.length > 0) await take({ table, rows: kept });
    }
  }
  const ensembles = await of('ensembles').orderBy('id').execute();
  for (const row of ensembles) await ensembleOf(row as unknown as EnsembleRow);
  await take({ table: 'ensembles', rows: ensembles });
  await take({ table: 'ensemble_members', rows: await of('ensemble_members').execute() });
  const requests = await of('requests').orderBy('id').execute();
  await take({ table: 'requests', rows: requests.map(({ id: _, ...row }) => row) });
}

/** No process runs it where it is copied to: a search there runs it again. A derived trial is not restarted. */
function stopped(row: Row): Row {
  return row.state === 'running' && restartedOrigins.some((origin) => origin === row.origin)
    ? { ...row, state: 'waiting' }
    : row;
}

/** RowFault for content that hpsearch never writes. */
async function check(table: string, studyId: number, rows: readonly Row[]): Promise<void> {
  if (table === 'trials') await trialsOf(rows as unknown as readonly TrialRow[]);
  if (table !== 'epochs') return;
  for (const row of rows) {
    const trial = countIn({ table, studyId }, 'trial', row.trial);
    await decodeHistory(row.history, studyId, trial);
  }
}

export async function addCopy(
  database: Database,
  { name, directory }: { readonly name: string; readonly directory?: string | undefined },
  give: (add: (copied: CopiedRows) => Promise<void>) => Promise<void>,
): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    const any = transaction as unknown as AnyTables;
    const ensembles = new Map<unknown, unknown>();
    let study_id: number | undefined;
    await give(async ({ table, rows }) => {
      if (table === 'studies') {
        study_id = await addStudy(any, { ...rows[0], ...(directory !== undefined && { directory }) }, name);
        return;
      }
      if (table === 'ensembles') {
        for (const { id, ...row } of rows) ensembles.set(id, await insertEnsemble(any, { ...row, study_id }));
        return;
      }
      await insertRows(
        any,
        table,
        rows.map((row) => ({
          ...row,
          study_id,
          ...(table === 'ensemble_members' && { ensemble_id: ensembles.get(row.ensemble_id) }),
        })),
      );
    });
    if (study_id === undefined) throw new Error('a copied study has a row of its own');
    return study_id;
  });
}

async function addStudy(database: AnyTables, { id: _, ...row }: Row, name: string): Promise<number> {
  const spec = encode({ ...(await decodeSpec(row.spec)), name });
  const added = await database
    .insertInto('studies')
    .values({ ...row, name, spec, runner: null, lease: 0, runner_seen_at: null })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added === undefined) throw nameTaken(name);
  return countIn({ table: 'studies' }, 'id', added.id);
}

async function insertEnsemble(database: AnyTables, row: Row): Promise<unknown> {
  const { id } = await database.insertInto('ensembles').values(row).returning('id').executeTakeFirstOrThrow();
  return id;
}

async function insertRows(database: AnyTables, table: string, rows: readonly Row[]): Promise<void> {
  const atOnce = Math.floor(valuesAtOnce / Math.max(1, Object.keys(rows[0] ?? {}).length));
  for (let start = 0; start < rows.length; start += atOnce) {
    await database
      .insertInto(table)
      .values(rows.slice(start, start + atOnce))
      .execute();
  }
}
