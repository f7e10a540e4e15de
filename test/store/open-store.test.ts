import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/faults/errors.ts';
import { openStore } from '../../src/store/open-store.ts';
import { exampleStudy } from './example-study.ts';
import { temporaryFolder } from './temporary-folder.ts';

async function faultOf(opening: Promise<unknown>): Promise<string> {
  const error = await opening.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof UsageError) return error.message;
  throw new Error('opened, or failed with another error', { cause: error });
}

describe('opening a store', () => {
  it('makes a database where there is none, and finds it again', async () => {
    const file = join(temporaryFolder(), 'hpsearch.db');
    const store = await openStore(file, 'create');
    const study = await store.createStudy(exampleStudy('first'));
    await store.close();
    const again = await openStore(file, 'existing');
    expect(await again.findStudy(undefined)).toStrictEqual(study);
    await again.close();
  });

  it('takes an empty file for a new database', async () => {
    const file = join(temporaryFolder(), 'hpsearch.db');
    writeFileSync(file, '');
    const store = await openStore(file, 'existing');
    expect(await store.studies()).toEqual([]);
    await store.close();
  });

  it.each([
    ['-journal', '', /-journal is there without its database$/],
    ['-wal', '', /-wal is there without its database$/],
    ['-journal', 'database', /-journal is no log of SQLite, which would remove it$/],
    ['-wal', 'database', /-wal is no log of SQLite, which would remove it$/],
  ])(
    "keeps a user's file with the ending %s beside a database that holds '%s'",
    async (ending, holds, message) => {
      const file = join(temporaryFolder(), 'hpsearch.db');
      if (holds === '') writeFileSync(file, '');
      else await (await openStore(file, 'create')).close();
      writeFileSync(file + ending, 'my log');
      expect(await faultOf(openStore(file, 'existing'))).toMatch(message);
      expect(await faultOf(openStore(file, 'create'))).toMatch(message);
      expect(readFileSync(file + ending, 'utf8')).toBe('my log');
    },
  );

  it('makes nothing when an existing database is asked for and there is none', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'hpsearch.db');
    expect(await faultOf(openStore(file, 'existing'))).toBe(`no database at ${file}; run search() first`);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(['', ':memory:'])('refuses the path "%s", which the workers could not open', async (path) => {
    expect(await faultOf(openStore(path, 'create'))).toContain('needs the path of a file');
  });

  it('refuses the URL of another server, without its password', async () => {
    expect(await faultOf(openStore('mysql://ada:pw@db/hp', 'create'))).toBe(
      'db: must be a file or a URL such as postgres://user@host/database, got one of mysql',
    );
  });

  it('names a folder, and a file in a folder that is not there', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'studies'));
    expect(await faultOf(openStore(join(folder, 'studies'), 'create'))).toBe(
      `cannot open ${folder}/studies as a database: it is a directory`,
    );
    expect(await faultOf(openStore(join(folder, 'none', 'a.db'), 'create'))).toMatch(
      /none\/a\.db as a database: there is no folder/,
    );
    expect(readdirSync(folder)).toEqual(['studies']);
  });

  it('names a file that is no database, and leaves it as it is', async () => {
    const folder = temporaryFolder();
    for (const content of ['short', 'trial,value\n1,0.5\n'.repeat(100)]) {
      const file = join(folder, 'results.csv');
      writeFileSync(file, content);
      expect(await faultOf(openStore(file, 'create'))).toBe(
        `cannot open ${file} as a database: file is not a database`,
      );
      expect(readFileSync(file, 'utf8')).toBe(content);
      expect(readdirSync(folder)).toEqual(['results.csv']);
    }
  });

  it.each(['there.db/', 'new.db/'])('refuses %s, for a slash at its end asks for a folder', async (name) => {
    const file = join(temporaryFolder(), 'there.db');
    await (await openStore(file, 'create')).close();
    const path = `${dirname(file)}/${name}`;
    for (const mode of ['create', 'existing'] as const) {
      expect(await faultOf(openStore(path, mode))).toBe(
        `cannot open ${path} as a database: ${path} names a folder, not a file`,
      );
    }
  });

  it("leaves another program's database as it is", async () => {
    const file = join(temporaryFolder(), 'photos.db');
    const photos = new SqliteDatabase(file);
    photos.exec('create table migrations (id integer); create table photos (name text)');
    photos.close();
    const before = readFileSync(file);
    expect(await faultOf(openStore(file, 'create'))).toBe(
      `cannot open ${file} as a database: it belongs to another program`,
    );
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  // The superuser may write to any file.
  it.skipIf(process.getuid?.() === 0)('names a file that may not be written', async () => {
    const file = join(temporaryFolder(), 'hpsearch.db');
    await (await openStore(file, 'create')).close();
    chmodSync(file, 0o444);
    expect(await faultOf(openStore(file, 'existing'))).toMatch(/hpsearch\.db as a database: .*permission/);
  });
});

describe('closing a store', () => {
  it('leaves one file that holds everything, even while another reads', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'hpsearch.db');
    const store = await openStore(file, 'create');
    await store.createStudy(exampleStudy('first'));
    const reader = await openStore(file, 'existing');
    await reader.studies();
    await store.close();
    const copy = join(folder, 'copy.db');
    writeFileSync(copy, readFileSync(file));
    const copied = await openStore(copy, 'existing');
    expect(await copied.findStudy('first')).toBeDefined();
    await copied.close();
    await reader.close();
    expect(readdirSync(folder).sort()).toEqual(['copy.db', 'hpsearch.db']);
  });

  it('waits for nobody who is in the middle of a transaction', async () => {
    const file = join(temporaryFolder(), 'hpsearch.db');
    const store = await openStore(file, 'create');
    const writer = new SqliteDatabase(file);
    writer.exec('begin immediate');
    const begun = performance.now();
    await store.close();
    expect(performance.now() - begun).toBeLessThan(2_000);
    writer.exec('rollback');
    writer.close();
  });
});
