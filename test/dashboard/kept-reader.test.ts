import { copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { KeptReader } from '../../src/store/kept-reader.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { withStore } from '../../src/store/with-store.ts';
import { temporaryDirectory } from '../e2e/hpsearch.ts';
import { exampleConfig, exampleStudy } from '../store/example-study.ts';
import { undoMachines } from '../store/undo-migrations.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);
let count = 0;

async function made(name: string): Promise<string> {
  const db = join(directory, `${count++}.db`);
  const store = await openStore(db, 'create');
  await store.createStudy(exampleStudy(name));
  await store.close();
  return db;
}

const namesIn = (store: Store) => store.studies().then((studies) => studies.map(({ name }) => name));

test('a reader sees what others write, changes nothing itself, and holds no lock', async () => {
  const db = await made('first');
  const reader = new KeptReader(db);
  expect(await reader.use(namesIn)).toEqual(['first']);
  const refused = reader.use((store) => store.addTrials(1, [{ trial: 0, config: exampleConfig }]));
  await expect(refused).rejects.toThrow(/may not be written|readonly/);
  const writer = await openStore(db, 'existing');
  const before = await reader.use((store) => store.dataVersion());
  await writer.createStudy(exampleStudy('second'));
  expect(await reader.use(namesIn)).toEqual(['first', 'second']);
  expect(await reader.use((store) => store.dataVersion())).not.toBe(before);
  // Only without other connections' locks can the log be emptied.
  await writer.close();
  expect(existsSync(`${db}-wal`) ? statSync(`${db}-wal`).size : 0).toBe(0);
  await reader.close();
});

test('withStore uses the reader during work that is given to it, and for its location alone', async () => {
  const [db, other] = [await made('first'), await made('other')];
  const reader = new KeptReader(db);
  const stores = await reader.during(async () => [
    await withStore(db, async (store) => store),
    await withStore(join(directory, '.', db.slice(directory.length + 1)), async (store) => store),
    await withStore(other, async (store) => store),
  ]);
  const own = await reader.use(async (store) => store);
  expect(stores.map((store) => store === own)).toEqual([true, true, false]);
  expect(await withStore(db, async (store) => store === own)).toBe(false);
  await reader.close();
});

test('a reader follows a database that is deleted, made again or replaced', async () => {
  const db = await made('first');
  const reader = new KeptReader(db);
  expect(await reader.use(namesIn)).toEqual(['first']);
  for (const file of [db, `${db}-wal`, `${db}-shm`]) rmSync(file, { force: true });
  await expect(reader.use(namesIn)).rejects.toThrow('no database at');
  copyFileSync(await made('second'), db);
  expect(await reader.use(namesIn)).toEqual(['second']);
  renameSync(await made('third'), db);
  expect(await reader.use(namesIn)).toEqual(['third']);
  await reader.close();
});

test('a store that opens while its reader closes is closed once its use has ended', async () => {
  const reader = new KeptReader(await made('first'));
  const used = reader.use(async (store) => ({ store, names: await namesIn(store) }));
  await reader.close();
  const { store, names } = await used;
  expect(names).toEqual(['first']);
  await expect(namesIn(store)).rejects.toThrow('driver has already been destroyed');
});

test('tables of an older or a newer version stay as they are, and the error says what to do', async () => {
  const db = await made('first');
  const change = (sql: string) => {
    const handle = new SqliteDatabase(db);
    handle.exec(sql);
    handle.close();
  };
  const version = () => {
    const handle = new SqliteDatabase(db, { readonly: true });
    const { last } = handle.prepare('select max(number) as last from hpsearch_migrations').get() as {
      last: number;
    };
    handle.close();
    return last;
  };
  const newest = version();
  change(`insert into hpsearch_migrations values (${newest + 1}, 'of the future')`);
  const reader = new KeptReader(db);
  await expect(reader.use(namesIn)).rejects.toThrow('was written by a newer hpsearch');
  change(undoMachines);
  await expect(reader.use(namesIn)).rejects.toThrow(
    /written by an older hpsearch \(its tables are version 14, .*studies\(/,
  );
  expect(version()).toBe(14);
  await (await openStore(db, 'existing')).close();
  expect(version()).toBe(newest);
  expect(await reader.use(namesIn)).toEqual(['first']);
  await reader.close();
});
