import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { UsageError } from '../../src/faults/errors.ts';
import { migrate } from '../../src/store/sql/migrate.ts';
import { type Migration, migrations, type SqlFlavour } from '../../src/store/sql/migrations.ts';
import type { Tables } from '../../src/store/sql/schema.ts';
import { sqliteDialect } from '../../src/store/sqlite/sqlite-dialect.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { foldResult } from '../contracts/store-folds.ts';
import { exampleConfig, exampleStudy } from './example-study.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { undoMachines } from './undo-migrations.ts';

const flavour: SqlFlavour = {
  ...{ identity: 'integer primary key', bytes: 'blob', utcNow: '0', secondsNow: '0' },
  snapshot: '',
  hasMachines: false,
};

function emptyDatabase(): Kysely<Tables> {
  const handle = new SqliteDatabase(':memory:');
  const database = new Kysely<Tables>({ dialect: sqliteDialect(handle, handle) });
  onTestFinished(() => database.destroy());
  return database;
}

async function tablesOf(database: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from sqlite_schema where type = 'table'`.execute(
    database,
  );
  return rows.map(({ name }) => name);
}

const migration = (number: number, ...statements: string[]): Migration => ({
  number,
  name: `migration ${number}`,
  statements: () => statements,
});

it('makes all tables once, and afterwards nothing', async () => {
  const database = emptyDatabase();
  await migrate(database, flavour, 'a.db');
  const tables = await tablesOf(database);
  expect(tables.sort()).toEqual(
    [
      'claimed_jobs',
      'artifacts',
      'attempts',
      'chunks',
      'ensemble_members',
      'ensembles',
      'epochs',
      'folds',
      'hpsearch_migrations',
      'parcels',
      'parked',
      'progress',
      'requests',
      'rungs',
      'studies',
      'trainings',
      'trials',
      'weights',
      'workers',
    ].sort(),
  );
  await migrate(database, flavour, 'a.db');
  expect(await tablesOf(database)).toHaveLength(tables.length);
});

it('applies only what is new', async () => {
  const database = emptyDatabase();
  const first = migration(1, 'create table one (a)');
  await migrate(database, flavour, 'a.db', [first]);
  await migrate(database, flavour, 'a.db', [first, migration(2, 'create table two (a)')]);
  expect(await tablesOf(database)).toEqual(['hpsearch_migrations', 'one', 'two']);
});

it('leaves nothing of migrations that break off half way', async () => {
  const database = emptyDatabase();
  const broken = [
    migration(1, 'create table one (a)'),
    migration(2, 'create table two (a)', 'create nonsense'),
  ];
  await expect(migrate(database, flavour, 'a.db', broken)).rejects.toThrow('syntax error');
  expect(await tablesOf(database)).toEqual(['hpsearch_migrations']);
  await migrate(database, flavour, 'a.db', [broken[0] as Migration, migration(2, 'create table two (a)')]);
  expect(await tablesOf(database)).toEqual(['hpsearch_migrations', 'one', 'two']);
});

it('counts a migration that another process did first as done', async () => {
  const database = emptyDatabase();
  await migrate(database, flavour, 'a.db', []);
  const winner: Migration = {
    ...migration(1),
    statements: () => {
      throw new Error('both did the work');
    },
  };
  await database.insertInto('hpsearch_migrations').values({ number: 1, name: 'migration 1' }).execute();
  const unaware = database.withPlugin({
    transformQuery: ({ node }) => node,
    // As it was read before the winner wrote.
    transformResult: async ({ result }) => ({
      ...result,
      rows: result.rows.filter((row) => !('number' in row)),
    }),
  });
  await migrate(unaware, flavour, 'a.db', [winner]);
});

it('refuses tables of a newer version, naming the file and both versions', async () => {
  const database = emptyDatabase();
  await migrate(database, flavour, 'a.db', [migration(1), migration(2), migration(3)]);
  const older = migrate(database, flavour, 'a.db', [migration(1)]);
  await expect(older).rejects.toThrow(UsageError);
  await expect(older).rejects.toThrow(/^a\.db was written by a newer hpsearch .*version 3, this one knows 1/);
});

it('gives trials of before derived ones the draw of their number', async () => {
  const database = emptyDatabase();
  await migrate(database, flavour, 'a.db', migrations.slice(0, 2));
  await sql`insert into studies (name, spec, directory, backend, backend_timings, versions, data_fingerprint)
    values ('old', '{}', '', 'wasm', '{}', '{}', '')`.execute(database);
  await sql`insert into trials (study_id, number, state, config)
    values (1, 0, 'waiting', '{}'), (1, 7, 'waiting', '{}')`.execute(database);
  await migrate(database, flavour, 'a.db');
  const rows = await database.selectFrom('trials').select(['number', 'draw', 'parent', 'origin']).execute();
  expect(rows).toEqual([0, 7].map((number) => ({ number, draw: number, parent: null, origin: 'sampled' })));
});

it('gives an older database a table of folds, which its studies then may use', async () => {
  const file = join(temporaryFolder(), 'old.db');
  const study = exampleStudy('old');
  const older = await openSqliteStore(file);
  const { id } = await older.createStudy(study);
  await older.addTrials(id, [{ trial: 0, config: exampleConfig }]);
  await older.close();
  const handle = new SqliteDatabase(file);
  handle.exec(undoMachines);
  handle.exec(`drop table folds;
    drop table rungs;
    drop table parked;
    drop table trainings;
    drop index trials_out_of_time;
    alter table trials drop column out_of_time;
    drop index trials_lowest_first;
    drop index trials_highest_first;
    alter table trials drop column infeasible;
    alter table trials drop column is_older;
    create index trials_lowest_first on trials (study_id, value, number);
    create index trials_highest_first on trials (study_id, value desc, number);
    alter table trials drop column standard_error;
    alter table weights drop column contributions;
    alter table studies drop column baselines;
    delete from hpsearch_migrations where number >= 7`);
  handle.close();
  const store = await openSqliteStore(file);
  onTestFinished(() => store.close());
  expect(await store.fold(id, 0, 0)).toBeUndefined();
  const claim = await store.claim(id, 0);
  expect(claim && (await store.recordFold(claim, 0, foldResult(1)))).toBe(true);
  expect(await store.fold(id, 0, 0)).toStrictEqual(foldResult(1));
});

it('numbers the migrations from one without a gap', () => {
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
});
