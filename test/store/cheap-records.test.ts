import { expect, it } from 'vitest';
import type { SqlFlavour } from '../../src/store/sql/migrations.ts';
import type { Database } from '../../src/store/sql/schema.ts';
import { sqlStore } from '../../src/store/sql/sql-store.ts';
import { completed, pruned } from './example-study.ts';

const rung = { rung: 0, epochs: 1 };

/** A store that counts what does not wait for the disk; all else is 'synced'. */
function countingStore() {
  const counted = { forgettable: 0 };
  const forgettably = async () => {
    counted.forgettable += 1;
    return true as never;
  };
  const flavour = {} as SqlFlavour;
  const run = <T>(method: () => Promise<T>) => method().catch(() => 'synced' as never);
  const nothing = async () => {};
  const store = sqlStore({} as Database, { flavour, forgettably, run, sync: nothing, close: nothing });
  return { store, counted };
}

it.each([
  ['a trial at a rung after less than a second', { ...pruned(1), seconds: 0.9, rung }, true],
  ['a trial at a rung after a second', { ...pruned(1), seconds: 1, rung }, false],
  ['a trial that ended before its rung', { ...completed(1), seconds: 0.1, rung }, false],
  ['a trial that a rule has pruned', { ...pruned(1), seconds: 0.1 }, false],
])('whether the record of %s waits for the disk', async (_, result, isForgettable) => {
  const { store, counted } = countingStore();
  const recorded = await store.record({ studyId: 1, trial: 0, attempt: 1 }, result, 5).catch((how) => how);
  expect([recorded, counted.forgettable]).toEqual(isForgettable ? [true, 1] : ['synced', 0]);
});

it('the record of a trial that is synced later does not wait for the disk', async () => {
  const { store, counted } = countingStore();
  await store.record({ studyId: 1, trial: 0, attempt: 1 }, completed(1), 5, 'later');
  expect(counted.forgettable).toBe(1);
});

it('what a resumed search does again does not wait for the disk: its lease, sampled trials, claims', async () => {
  const { store, counted } = countingStore();
  await store.lease(1, { host: 'here', processId: 7, processStart: 1 } as never, () => true);
  await store.addTrials(1, [{ trial: 0, config: {} }]);
  await store.claim(1, 0);
  expect(counted.forgettable).toBe(3);
});
