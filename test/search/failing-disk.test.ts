import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { localExecutor } from '../../src/search/executors/local-executor.ts';
import { RecordingError } from '../../src/search/search.ts';
import { DatabaseError } from '../../src/store/database-error.ts';
import { delayedDisk } from './delayed-disk.ts';
import { searchOf, statesOf } from './given-search.ts';
import { type Script, scriptedPool } from './scripted-pool.ts';
import { givenFile, until } from './unsynced-trials.ts';

const broken = Object.assign(new Error('EIO'), { code: 'EIO' });

it('a disk that fails ends the search, which tells of no trial that it may have lost', async () => {
  const given = await givenFile(500);
  const pool = scriptedPool(1, given.script);
  const { run, told } = searchOf(given, pool);
  delayedDisk(given.database, (sync) => sync.end(pool.started.length > 20 ? broken : undefined));
  await expect(run()).rejects.toThrow(RecordingError);
  const ends = told.filter((line) => line.startsWith('end')).length;
  expect(ends).toBeLessThan(pool.started.length);
  expect(pool.started.length).toBeLessThan(500);
  expect(await statesOf(given)).toContain('waiting');
});

it('a sync that failed is an error for each trial whose record it may have lost, whenever that asks', async () => {
  const given = await givenFile(2);
  const executor = localExecutor({ ...given, pool: scriptedPool(2, given.script), keep: 20 });
  const watch = { onStart() {}, onEpoch: () => false, onParked() {} };
  for (const trial of await given.store.trials(given.study.id)) {
    await executor.run({ ...trial, draw: trial.trial }, watch);
  }
  delayedDisk(given.database, (sync) => sync.end(broken));
  await expect(executor.synced?.()).rejects.toThrow(DatabaseError);
  await expect(executor.synced?.()).rejects.toThrow(DatabaseError);
});

it('a lane whose trial could not be recorded begins no other, also while records of other lanes are synced', async () => {
  const given = await givenFile(9);
  let hasFailed = false;
  delayedDisk(given.database, ({ end }) => void until(() => hasFailed).then(() => end()));
  const script: Script = async (task, report) => {
    if (task.trial === 0) return given.script(task, report);
    await until(() => pool.started.length > 2);
    if (task.trial === 1) return { kind: 'storeFailed', message: 'the disk is full' };
    for (let turn = 0; turn < 9; turn++) await nextTurn();
    hasFailed = true;
    return given.script(task, report);
  };
  const pool = scriptedPool(2, script);
  await expect(searchOf(given, pool).run()).rejects.toThrow(
    'trial 1 could not be recorded: the disk is full',
  );
  expect(pool.started).toEqual([0, 1, 2]);
});
