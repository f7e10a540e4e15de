import SqliteDatabase from 'better-sqlite3';
import { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { reusedQuery } from '../../src/store/sql/reused-query.ts';
import type { Tables } from '../../src/store/sql/schema.ts';
import { sqliteDialect } from '../../src/store/sqlite/sqlite-dialect.ts';

interface Row {
  readonly number: number;
  readonly name?: string | null;
}

test('a statement is built once for each set of names, and runs with the values of each call', async () => {
  const handle = new SqliteDatabase(':memory:');
  handle.exec('create table hpsearch_migrations (number integer, name text)');
  const database = new Kysely<Tables>({ dialect: sqliteDialect(handle, handle) });
  const built: string[] = [];
  const add = reusedQuery((on, row: Row) => {
    built.push(Object.keys(row).join());
    return on.insertInto('hpsearch_migrations').values(row as Required<Row> & { name: string });
  });
  await add(database, { number: 1, name: 'one' });
  await database.transaction().execute((transaction) => add(transaction, { number: 2, name: null }));
  await add(database, { number: 3 });
  expect(handle.prepare('select * from hpsearch_migrations').raw().all()).toEqual([
    [1, 'one'],
    [2, null],
    [3, null],
  ]);
  expect(built).toEqual(['number,name', 'number']);
  await database.destroy();
});
