import { expect, test } from 'vitest';
import { KeptReader } from '../../../src/store/kept-reader.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { describeOnPostgres } from '../../postgres/shared.ts';
import { exampleStudy } from '../example-study.ts';

await describeOnPostgres('a reader of a server', (server) => {
  test('changes nothing, and goes on after its connections were lost', async () => {
    const database = await server.createDatabase();
    const store = await openStore(database, 'create');
    await store.createStudy(exampleStudy('first'));
    const reader = new KeptReader(database);
    const names = () => reader.use(async (read) => (await read.studies()).map(({ name }) => name));
    expect(await names()).toEqual(['first']);
    const refused = reader.use((read) => read.createStudy(exampleStudy('second')));
    await expect(refused).rejects.toThrow(/read-only transaction/);
    expect(await server.disconnect(database)).toBeGreaterThan(0);
    expect(await names()).toEqual(['first']);
    await expect(reader.use((read) => read.createStudy(exampleStudy('second')))).rejects.toThrow(
      /read-only transaction/,
    );
    await reader.close();
    await store.close();
  });

  test('refuses tables of another version, and a database without any', async () => {
    const database = await server.createDatabase();
    const reader = new KeptReader(database);
    const look = () => reader.use(async (read) => (await read.studies()).length);
    await expect(look()).rejects.toThrow('no studies at');
    await (await openStore(database, 'create')).close();
    expect(await look()).toBe(0);
    await reader.close();
    await server.query(
      `delete from hpsearch.hpsearch_migrations where number = (select max(number) from hpsearch.hpsearch_migrations)`,
      { database },
    );
    const older = new KeptReader(database);
    await expect(older.use((read) => read.studies())).rejects.toThrow('was written by an older hpsearch');
    await older.close();
  });
});
