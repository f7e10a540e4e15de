import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { sqliteDialect } from '../../src/store/sqlite/sqlite-dialect.ts';
import { temporaryFolder } from './temporary-folder.ts';

interface Counter {
  counters: { count: number };
}

/** A connection with no patience. The same key makes it take turns with another. */
function connect(file: string, turnKey: string): Kysely<Counter> {
  const handle = new SqliteDatabase(file, { timeout: 0 });
  onTestFinished(() => {
    handle.close();
  });
  handle.pragma('journal_mode = wal');
  handle.exec('create table if not exists counters (count integer)');
  return new Kysely<Counter>({ dialect: sqliteDialect(handle, turnKey) });
}

const readThenWrite = (database: Kysely<Counter>, between: () => Promise<unknown> = async () => {}) =>
  database.transaction().execute(async (transaction) => {
    const { length } = await transaction.selectFrom('counters').selectAll().execute();
    await between();
    await transaction.insertInto('counters').values({ count: length }).execute();
  });

it('holds the write lock from the beginning of a transaction, so that what it read still holds when it writes', async () => {
  const file = join(temporaryFolder(), 'counter.db');
  const [one, two] = [connect(file, 'one'), connect(file, 'two')];
  await readThenWrite(one, async () => {
    await expect(two.insertInto('counters').values({ count: 9 }).execute()).rejects.toThrow('locked');
  });
  expect(await two.selectFrom('counters').selectAll().execute()).toEqual([{ count: 0 }]);
});

it('lets two connections of one thread take turns, also after a transaction that failed', async () => {
  const file = join(temporaryFolder(), 'counter.db');
  const connections = [connect(file, file), connect(file, file)] as const;
  const failing = readThenWrite(connections[0], () => Promise.reject(new Error('given up')));
  const writing = Array.from({ length: 20 }, (_, at) =>
    readThenWrite(at % 2 ? connections[0] : connections[1]),
  );
  await expect(failing).rejects.toThrow('given up');
  await Promise.all(writing);
  const rows = await connections[0].selectFrom('counters').selectAll().execute();
  expect(rows.map(({ count }) => count)).toEqual(writing.map((_, at) => at));
});

it('lets the next one have its turn when a transaction could not begin', async () => {
  const file = join(temporaryFolder(), 'counter.db');
  const database = connect(file, file);
  const stranger = new SqliteDatabase(file);
  stranger.exec('begin immediate');
  await expect(readThenWrite(database)).rejects.toThrow('locked');
  stranger.exec('rollback');
  stranger.close();
  await readThenWrite(database);
});

it('prepares a statement once, gives each run its own values, and compiles a pragma each time', async () => {
  const handle = new SqliteDatabase(':memory:');
  const compiled: string[] = [];
  const prepare = handle.prepare.bind(handle);
  handle.prepare = ((text: string) => {
    compiled.push(text);
    return prepare(text);
  }) as typeof handle.prepare;
  const database = new Kysely<Counter>({ dialect: sqliteDialect(handle, handle) });
  onTestFinished(() => database.destroy());
  handle.exec('create table counters (count integer)');
  for (const count of [1, 2, 3]) {
    await database.insertInto('counters').values({ count }).execute();
    await sql`pragma user_version`.execute(database);
  }
  expect(await database.selectFrom('counters').select('count').execute()).toEqual([
    { count: 1 },
    { count: 2 },
    { count: 3 },
  ]);
  expect(compiled.map((text) => text.split(' ')[0])).toEqual([
    'insert',
    'pragma',
    'pragma',
    'pragma',
    'select',
  ]);
});
