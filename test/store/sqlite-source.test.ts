import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { describeLayout } from '../../src/data/formats/file-layout.ts';
import { openInputs } from '../../src/data/inputs/open-inputs.ts';
import { encodeSource, pipelineOf, readSource } from '../../src/data/load-dataset.ts';
import { describeFault, FaultsError } from '../../src/faults/errors.ts';
import { dataSpec } from '../data/data-spec.ts';
import { temporaryFolder } from './temporary-folder.ts';

const query = 'select size, color, y from things order by id';

/** A database of forty things; the log is kept in the file's folder while it is open. */
function databaseOf(folder: string, journal: 'wal' | 'delete' = 'delete') {
  const database = new SqliteDatabase(join(folder, 'things.db'));
  database.pragma(`journal_mode = ${journal}`);
  database.exec('create table things (id integer primary key, size real, color text, big integer, y text)');
  const insert = database.prepare('insert into things values (?, ?, ?, ?, ?)');
  for (let row = 0; row < 40; row++) {
    const big = 9_007_199_254_740_993n + BigInt(2 * (row % 3));
    insert.run(row, row === 3 ? null : row / 2, ['red', 'blue'][row % 2], big, row % 2 ? 'no' : 'yes');
  }
  return database;
}

function read(folder: string, asked = query) {
  return readSource(dataSpec({ source: 'sqlite', path: 'things.db', query: asked, target: 'y' }), folder);
}

async function faultOf(folder: string, asked = query): Promise<string> {
  const error = await read(folder, asked).catch((thrown: unknown) => thrown);
  if (!(error instanceof FaultsError)) throw error;
  expect(error.faults).toHaveLength(1);
  return error.faults.map((fault) => describeFault(fault).replace(`${folder}/`, '')).join();
}

test.each(['wal', 'delete'] as const)(
  'a query in %s mode gives the rows to train and to predict, and changes nothing',
  async (journal) => {
    const folder = temporaryFolder();
    databaseOf(folder, journal).close();
    const before = readFileSync(join(folder, 'things.db'));
    const source = await read(folder);
    const { raw } = source;
    expect(raw.layouts?.map(describeLayout)).toEqual(['SQLite']);
    expect(raw.inputs).toMatchObject({
      columns: [
        { kind: 'number', name: 'size' },
        { kind: 'category', categories: ['blue', 'red'] },
      ],
    });
    expect(raw.rowNumbers).toHaveLength(40);
    const pipeline = pipelineOf(source, encodeSource(source, { scaling: 'standard' }));
    let rows = 0;
    for await (const batch of (await openInputs(join(folder, 'things.db'), { pipeline })).batches)
      rows += batch.rows;
    expect(rows).toBe(40);
    expect(readdirSync(folder)).toEqual(['things.db']);
    expect(readFileSync(join(folder, 'things.db')).equals(before)).toBe(true);
  },
);

test('a database that another program has open is read with its last commits', async () => {
  const folder = temporaryFolder();
  const database = databaseOf(folder, 'wal');
  expect((await read(folder)).raw.rowNumbers).toHaveLength(40);
  database.close();
});

test('whole numbers beyond 2^53 are three classes', async () => {
  const folder = temporaryFolder();
  databaseOf(folder).close();
  const { raw } = await read(folder, 'select size, big as y from things');
  const expected = ['9007199254740993', '9007199254740995', '9007199254740997'];
  expect(raw.target.kind === 'classification' && raw.target.classes).toEqual(expected);
});

test.each([
  ['insert into things (id) values (99)', 'things.db data.query: must only read, got'],
  ['delete from things returning y', 'things.db data.query: must only read, got'],
  ['select 1; select 2', 'things.db data.query: must be a single statement, got'],
  [
    'select size from others',
    'things.db data.query: must be a select that SQLite understands: no such table: others, got',
  ],
  ['attach database "other.db" as other', 'things.db data.query: must return rows, got'],
  [
    'select size, y from things where id > ?',
    'things.db data.query: must have no parameters such as ? or :name',
  ],
  ['select size, y from things where id > 99', 'things.db rows: must be there, but the query returns none'],
])('the query %s is one fault', async (asked, fault) => {
  const folder = temporaryFolder();
  databaseOf(folder).close();
  expect(await faultOf(folder, asked)).toContain(fault);
  expect(readdirSync(folder)).toEqual(['things.db']);
});

test('a file that is no database, or a damaged or a locked one, is one fault', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'things.db');
  writeFileSync(path, 'size,y\n1,a\n');
  expect(await faultOf(folder)).toBe('things.db: must be an SQLite database');
  writeFileSync(path, '');
  const database = databaseOf(folder);
  database.pragma('locking_mode = exclusive');
  database.exec('begin exclusive');
  expect(await faultOf(folder)).toBe('things.db: must not be locked: another program writes it');
  database.exec('rollback');
  database.close();
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0x55, 4096));
  expect(await faultOf(folder)).toMatch(/^things\.db: must be whole: the database is damaged$/);
});
