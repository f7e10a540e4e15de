import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { runCommandLine } from '../../src/commands/command-line.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { inspectStore, openStore } from '../../src/store/open-store.ts';
import { migrations } from '../../src/store/sql/migrations.ts';
import { exampleEnsemble } from '../store/example-ensemble.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { wholeStudy } from '../transfer/given-studies.ts';
import { damageBytes, damageCell, readEverything, refusalOf } from './given-mutations.ts';
import { givenTerminal } from './given-terminal.ts';

async function genuineDatabase(folder: string): Promise<string> {
  const file = join(folder, 'genuine.db');
  const store = await openStore(file, 'create');
  const study = await store.importStudy(wholeStudy());
  await store.saveEnsemble(study.id, exampleEnsemble('pair', [0, 1]), 'add');
  await store.close();
  return file;
}

function changed(genuine: string, file: string, sql: string): string {
  copyFileSync(genuine, file);
  const handle = new SqliteDatabase(file);
  handle.pragma('foreign_keys = off');
  handle.pragma('ignore_check_constraints = on');
  handle.exec(sql);
  handle.close();
  return file;
}

it('no command ends in a stack, whatever a database holds', async () => {
  const folder = temporaryFolder();
  const genuine = await genuineDatabase(folder);
  const file = join(folder, 'damaged.db');
  for (let seed = 0; seed < 12; seed++) {
    const random = randomFor(seed, 'database');
    copyFileSync(genuine, file);
    if (seed % 3 === 0) damageBytes(file, random);
    else damageCell(file, random);
    await readEverything(file, folder);
  }
});

it.each([
  [
    'a cell',
    `update trials set metrics = '{"loss":"low"}' where number = 1`,
    /trials, study 1, trial 1, metrics\.loss: must be a number, got "low"/,
  ],
  [
    'no JSON',
    `update trials set config = '{' where number = 1`,
    /trials, study 1, trial 1, config: must be JSON/,
  ],
  [
    'a circle of parents',
    "update trials set parent = 4 where number = 1; update trials set origin = 'continued' where number = 1",
    /parent: must be the number of an earlier trial than 1/,
  ],
  ['no table', 'drop table epochs', /is damaged: it has no table epochs/],
  ['no column', 'alter table trials drop column teacher', /its table trials has no column teacher/],
  [
    'a gap in the versions',
    'delete from hpsearch_migrations where number = 2',
    /versions of its tables must count from 1, got 1, 3, 4, 5, 6/,
  ],
  [
    'other migrations',
    'drop table hpsearch_migrations; create table hpsearch_migrations (a text)',
    /does not hold the tables of hpsearch \(no such column/,
  ],
  [
    'a newer version',
    `insert into hpsearch_migrations values (${migrations.length + 1}, 'later')`,
    /was written by a newer hpsearch/,
  ],
])('names the file and what is wrong with it: %s', async (_, sql, message) => {
  const folder = temporaryFolder();
  const file = changed(await genuineDatabase(folder), join(folder, 'changed.db'), sql);
  const refused = await readEverything(file, folder);
  expect(refused.find((each) => message.test(each))).toContain(file);
  const report = await inspectStore(file);
  expect(report?.faults.find((each) => message.test(each))).toContain(file);
});

it('an empty file holds no studies, and stays empty', async () => {
  const file = join(temporaryFolder(), 'empty.db');
  writeFileSync(file, '');
  expect(await inspectStore(file)).toMatchObject({ bytes: 0, studies: [], faults: [] });
  const terminal = givenTerminal();
  await runCommandLine(['doctor', '--db', file], terminal, () => undefined);
  expect(terminal.printed.join('\n')).toContain(`${file}: an empty file: no studies yet`);
  expect(readFileSync(file)).toHaveLength(0);
});

// The superuser may write anywhere.
it.skipIf(process.getuid?.() === 0)('says what a database on a read-only medium holds', async () => {
  const folder = temporaryFolder();
  const file = await genuineDatabase(folder);
  chmodSync(folder, 0o555);
  onTestFinished(() => chmodSync(folder, 0o755));
  const studies = [{ name: 'whole', trials: 6 }];
  expect(await inspectStore(file)).toMatchObject({ integrity: 'ok', studies, faults: [] });
});

it('says what a sound database holds, and refuses what is none', async () => {
  const folder = temporaryFolder();
  const file = await genuineDatabase(folder);
  expect(await inspectStore(file)).toMatchObject({
    schemaVersion: migrations.length,
    journalMode: 'wal',
    integrity: 'ok',
    studies: [{ name: 'whole', trials: 6 }],
    faults: [],
  });
  expect(await readEverything(file, folder)).toHaveLength(1);
  mkdirSync(join(folder, 'folder'));
  writeFileSync(join(folder, 'text'), 'a database this is not, nor was it ever one');
  for (const name of ['folder', 'text']) {
    const before = name === 'text' ? readFileSync(join(folder, name)) : undefined;
    expect((await refusalOf('top', '--db', join(folder, name)))?.message).toMatch(
      /^cannot open .* as a database/,
    );
    expect(before === undefined || readFileSync(join(folder, name)).equals(before)).toBe(true);
  }
});
