import { existsSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Trial } from '../../src/study/trial.ts';
import { ended, launch, recorded, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const database = (name: string) => join(directory, name);

const changes = {
  data: { source: 'iris', split: { folds: 3, test: 0.2 } },
  training: { maxEpochs: 3, backend: 'wasm' },
  search: { trials: 3 },
};

beforeAll(async () => {
  writeSpace(directory, changes);
  for (const workers of ['1', '2']) {
    const args = ['start', 'space.json', '--db', `${workers}.db`, '--workers', workers];
    const { code, stderr } = await run(args, directory);
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining('3 folds of 120 rows, stratified: each trial trains 3 models'),
    ]);
  }
});

test('a study with folds is the same bit for bit with one worker and with two', async () => {
  const [one, two] = [await recorded(database('1.db')), await recorded(database('2.db'))];
  expect(two).toEqual(one);
  expect(one.map(({ state }) => state)).toEqual(['complete', 'complete', 'complete']);
  for (const { history } of one) expect(history[1]?.folds).toHaveLength(3);
});

test('a search killed within a trial goes on after its complete folds, to the same trials', async () => {
  const training = { maxEpochs: 300, patience: 300, backend: 'wasm' };
  const space = writeSpace(directory, { ...changes, name: 'long', training, search: { trials: 1 } });
  await run(['start', space, '--db', 'undisturbed.db', '--quiet'], directory);
  const child = launch(['start', space, '--db', 'killed.db'], directory);
  const end = ended(child);
  const before = await storedFolds('killed.db', 1);
  child.kill('SIGKILL');
  await end;
  const kept = readFolds('killed.db');
  expect(kept.length).toBeGreaterThanOrEqual(before.length);
  expect(kept.length).toBeLessThan(3);
  // A fold that is trained again would take far less than a second.
  const seconds = 1_000_000;
  change('killed.db', `update folds set seconds = ${seconds}`);
  expect((await run(['start', space, '--db', 'killed.db', '--quiet'], directory)).code).toBe(0);
  expect(await recorded(database('killed.db'))).toEqual(await recorded(database('undisturbed.db')));
  expect(readFolds('killed.db')).toEqual([]);
  const [trial] = await json<Trial[]>(['top', '--db', 'killed.db'], directory);
  expect(Math.floor((trial?.seconds as number) / seconds)).toBe(kept.length);
});

function readFolds(name: string): number[] {
  if (!existsSync(database(name))) return [];
  const handle = new SqliteDatabase(database(name), { timeout: 5000 });
  try {
    const isThere = handle.prepare("select 1 from sqlite_schema where name = 'folds'").get();
    return isThere ? (handle.prepare('select fold from folds').pluck().all() as number[]) : [];
  } finally {
    handle.close();
  }
}

function change(name: string, statement: string): void {
  const handle = new SqliteDatabase(database(name), { timeout: 5000 });
  handle.exec(statement);
  handle.close();
}

/** Waits until the table has so many folds. */
async function storedFolds(name: string, least: number): Promise<number[]> {
  for (;;) {
    const folds = readFolds(name);
    if (folds.length >= least) return folds;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
