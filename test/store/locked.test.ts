import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { systemFault } from '../../src/files/system-fault.ts';
import { DatabaseError } from '../../src/store/database-error.ts';
import { type DatabaseWait, databaseWaits } from '../../src/store/database-wait.ts';
import type { OptunaStudy } from '../../src/store/optuna/optuna-study.ts';
import { writeOptuna } from '../../src/store/optuna/write-optuna.ts';
import { asDatabaseError } from '../../src/store/sqlite/sqlite-error.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { completed, exampleConfig, exampleStudy } from './example-study.ts';
import { temporaryFolder } from './temporary-folder.ts';

const me = { host: 'here', processId: 1, processStart: '' };

async function lockable() {
  const file = join(temporaryFolder(), 'study.db');
  const store = await openSqliteStore(file, { patienceMilliseconds: 300 });
  const study = await store.createStudy(exampleStudy('locked'));
  await store.addTrials(study.id, [{ trial: 0, config: exampleConfig }]);
  const stranger = new SqliteDatabase(file);
  const waits: DatabaseWait[] = [];
  const handle = (wait: unknown) => void waits.push(wait as DatabaseWait);
  databaseWaits.subscribe(handle);
  onTestFinished(async () => {
    databaseWaits.unsubscribe(handle);
    stranger.close();
    await store.close();
  });
  return { file, store, study, stranger, waits };
}

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
};

it('says in one line that another process has the lock, when the patience of a short command is over', async () => {
  const { file, store, study, stranger, waits } = await lockable();
  stranger.exec('begin exclusive');
  const claiming = store.claim(study.id, 0);
  await expect(claiming).rejects.toThrow(DatabaseError);
  await expect(claiming).rejects.toThrow(`${file} is locked by another process`);
  expect(waits.at(-1)).toMatchObject({ file, isEndless: false });
  stranger.exec('rollback');
  expect(await store.claim(study.id, 0)).toBeDefined();
});

it('waits without end for who runs the study, loses no result, and leaves the thread free meanwhile', async () => {
  const { store, study, stranger, waits } = await lockable();
  expect(await store.lease(study.id, me, () => true)).toBeUndefined();
  const claim = await store.claim(study.id, 0);
  if (claim === undefined) throw new Error('the trial waits');
  stranger.exec('begin exclusive');
  const recording = store.record(claim, completed(0.5), 20);
  // Longer than the patience of a short command; a timer gets its turn again and again.
  await until(() => waits.some(({ milliseconds }) => milliseconds > 600));
  expect(waits.at(-1)?.isEndless).toBe(true);
  stranger.exec('rollback');
  expect(await recording).toBe(true);
  expect(await store.trial(study.id, 0)).toMatchObject({ state: 'complete', value: 0.5 });
});

it.each([
  ['SQLITE_FULL', /^a\.db cannot grow: its disk is full/],
  ['SQLITE_IOERR_WRITE', /^a\.db cannot be read or written/],
  ['SQLITE_CORRUPT_VTAB', /^a\.db is damaged/],
  ['SQLITE_READONLY_DBMOVED', /^a\.db may not be written/],
  ['SQLITE_PROTOCOL', /^a\.db is locked by another process/],
])('makes one line of %s', (code, message) => {
  const explained = asDatabaseError(new SqliteDatabase.SqliteError('the reason', code), 'a.db');
  expect(explained).toBeInstanceOf(DatabaseError);
  expect((explained as Error).message).toMatch(message);
});

it('says the same where SQLite cannot open or write a file at all', async () => {
  const folder = temporaryFolder();
  const none = join(folder, 'none.db');
  const opening = openSqliteStore(none, { mustExist: true });
  await expect(opening).rejects.toThrow(DatabaseError);
  await expect(opening).rejects.toThrow(`${none} cannot be opened (`);
  const study: OptunaStudy = {
    ...{ name: 'a', direction: 'MINIMIZE', userAttributes: {}, systemAttributes: {}, trials: [] },
  };
  expect(() => writeOptuna(folder, study)).toThrow(/^the database cannot be opened \(/);
  expect(systemFault(new SqliteDatabase.SqliteError('full', 'SQLITE_FULL'))).toBeUndefined();
});

it('leaves errors of the program as they are', () => {
  const syntax = new SqliteDatabase.SqliteError('near "selekt": syntax error', 'SQLITE_ERROR');
  for (const error of [syntax, new TypeError('no')]) expect(asDatabaseError(error, 'a.db')).toBe(error);
});
