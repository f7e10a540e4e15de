import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import type { Trial } from '../../src/study/trial.ts';
import { delayedDisk } from './delayed-disk.ts';
import { searchOf } from './given-search.ts';
import { type Script, scriptedPool } from './scripted-pool.ts';
import { givenFile, until } from './unsynced-trials.ts';

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
