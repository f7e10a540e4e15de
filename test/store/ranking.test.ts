import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely } from 'kysely';
import { expect, it } from 'vitest';
import { bestTrials } from '../../src/store/sql/ranking.ts';
import type { Tables } from '../../src/store/sql/schema.ts';
import { sqliteDialect } from '../../src/store/sqlite/sqlite-dialect.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { temporaryFolder } from './temporary-folder.ts';

it.each([
  { direction: 'minimize' as const, index: 'trials_lowest_first' },
  { direction: 'maximize' as const, index: 'trials_highest_first' },
])('the ranking to $direction is read from its index, without a sort', async ({ direction, index }) => {
  const file = join(temporaryFolder(), 'study.db');
  await (await openSqliteStore(file)).close();
  const handle = new SqliteDatabase(file);
  const database = new Kysely<Tables>({ dialect: sqliteDialect(handle, handle) });
  const { sql, parameters } = bestTrials(database, 1, direction).selectAll().limit(5).compile();
  const plan = handle.prepare<unknown[], { detail: string }>(`explain query plan ${sql}`).all(...parameters);
  expect(plan.map(({ detail }) => detail)).toEqual([
    expect.stringContaining(`SEARCH trials USING INDEX ${index} (`),
  ]);
  handle.close();
});
