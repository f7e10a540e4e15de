import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import type { Tables } from '../../src/store/sql/schema.ts';
import { sqliteDialect } from '../../src/store/sqlite/sqlite-dialect.ts';
import { forgettably } from '../../src/store/sqlite/sqlite-store.ts';
import { temporaryFolder } from './temporary-folder.ts';

const [normal, full] = [1, 2];

function connect() {
  const handle = new SqliteDatabase(join(temporaryFolder(), 'study.db'));
  onTestFinished(() => {
    handle.close();
  });
  handle.pragma('journal_mode = wal');
  handle.pragma('synchronous = full');
  const database = new Kysely<Tables>({ dialect: sqliteDialect(handle, handle) });
  return { handle, database, synced: () => handle.pragma('synchronous', { simple: true }) };
}

it('does not sync its own commit, and every other one, whichever was asked for first', async () => {
  const { handle, database, synced } = connect();
  const others = () => database.transaction().execute(async () => synced());
  const own = () => forgettably(database, handle, (own) => own.transaction().execute(async () => synced()));
  expect(await Promise.all([others(), own(), others(), own(), others()])).toEqual([
    full,
    normal,
    full,
    normal,
    full,
  ]);
});

it('syncs again after work that failed', async () => {
  const { handle, database, synced } = connect();
  const failing = forgettably(database, handle, () => Promise.reject(new Error('given up')));
  await expect(failing).rejects.toThrow('given up');
  expect(synced()).toBe(full);
});
