import { expect, test } from 'vitest';
import { openStore } from '../../../src/store/open-store.ts';
import { hasTables, requireWritableTables } from '../../../src/store/postgres/stored-tables.ts';
import { createMigrations } from '../../../src/store/sql/migrate.ts';
import { describeOnPostgres } from '../../postgres/shared.ts';
import { exampleStudy } from '../example-study.ts';

await describeOnPostgres('tables that another process has begun to create', (server) => {
  test('are not there yet, and this one creates the rest of them', async () => {
    const database = await server.createDatabase();
    await server.query(`create schema hpsearch; set search_path to hpsearch; ${createMigrations}`, {
      database,
    });
    expect(await hasTables(database)).toBe(false);
    await requireWritableTables(database);
    const store = await openStore(database, 'create');
    expect((await store.createStudy(exampleStudy('here'))).id).toBe(1);
    await store.close();
  });
});
