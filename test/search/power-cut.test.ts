import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { localExecutor } from '../../src/search/executors/local-executor.ts';
import { RecordingError } from '../../src/search/search.ts';
import { DatabaseError } from '../../src/store/database-error.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import type { Trial } from '../../src/study/trial.ts';
import { exampleConfig, exampleStudy } from '../store/example-study.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { delayedDisk } from './delayed-disk.ts';
import { searchOf, statesOf } from './given-search.ts';
import { resultOf } from './given-study.ts';
import { type Script, scriptedPool } from './scripted-pool.ts';

/** A study in a file, with trials that their worker leaves to be synced. */
async function givenFile(count: number) {
  const database = join(temporaryFolder(), 'study.db');
  const [store, ofWorker] = [await openSqliteStore(database), await openSqliteStore(database)];
  onTestFinished(async () => {
    await ofWorker.close();
    await store.close();
  });
  const study = await store.createStudy(exampleStudy('wine'));
  const trials = Array.from({ length: count }, (_, trial) => ({ trial, config: exampleConfig }));
  await store.addTrials(study.id, trials);
  const script: Script = async (task) => {
    const result = resultOf(task.trial);
    await ofWorker.record(task, result, 20, task.mayBeUnsynced ? 'later' : 'now');
    return { kind: 'recorded', outcome: result.outcome, isUnsynced: task.mayBeUnsynced === true };
  };
  return { database, store, study, script };
}

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
};

it.each([1, 3])(
  'every trial that is told of has survived a power cut by then, at %d workers',
  async (size) => {
    const given = await givenFile(12);
    let survivor: string | undefined;
    delayedDisk(given.database, (sync) => {
      setTimeout(() => {
        survivor = sync.survivor;
        sync.end();
      }, 3);
    });
    const states: unknown[] = [];
    const onEnd = async ({ trial }: Trial) => {
      const survived = await openSqliteStore(survivor ?? ':memory:');
      states.push((await survived.trial(given.study.id, trial))?.state);
      await survived.close();
    };
    const events = { onStart() {}, onEpoch() {}, onEnd };
    await searchOf(given, scriptedPool(size, given.script), { events }).run();
    expect(states).toEqual(Array(12).fill('complete'));
  },
);

it('the worker goes on while the record of its last trial is synced', async () => {
  const given = await givenFile(4);
  const pool = scriptedPool(1, given.script);
  const { run, told } = searchOf(given, pool);
  delayedDisk(given.database, (sync) => void until(() => pool.started.length === 4).then(() => sync.end()));
  await run();
  expect(told).toEqual(
    [0, 1, 2, 3].map((trial) => `start ${trial}`).concat([0, 1, 2, 3].map((trial) => `end ${trial}`)),
  );
});

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

it('the next trial is claimed before the record of the last is read', async () => {
  const given = await givenFile(3);
  const order: string[] = [];
  const { claim, trial } = given.store;
  const store: Store = {
    ...given.store,
    claim: (studyId, number, worker) => {
      order.push(`claim ${number}`);
      return claim(studyId, number, worker);
    },
    trial: (studyId, number) => {
      order.push(`read ${number}`);
      return trial(studyId, number);
    },
  };
  const script: Script = async (...task) => {
    for (let turn = 0; turn < 3; turn++) await nextTurn();
    return given.script(...task);
  };
  await searchOf({ ...given, store }, scriptedPool(1, script)).run();
  expect(order).toEqual(['claim 0', 'claim 1', 'read 0', 'claim 2', 'read 1', 'read 2']);
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

it('a store closes after the syncs that were asked for', async () => {
  const { database, store } = await givenFile(1);
  const disk: (() => void)[] = [];
  delayedDisk(database, ({ end }) => void disk.push(end));
  const ended: string[] = [];
  const all = [
    store.sync().then(() => ended.push('first sync')),
    until(() => disk.length === 1).then(() => {
      const others = [
        store.sync().then(() => ended.push('second sync')),
        store.close().then(() => ended.push('close')),
      ];
      disk[0]?.();
      return Promise.all(others);
    }),
    until(() => disk.length === 2).then(() => disk[1]?.()),
  ];
  await Promise.all(all);
  expect(ended).toEqual(['first sync', 'second sync', 'close']);
});
