import { expect, it } from 'vitest';
import type { SqlFlavour } from '../../src/store/sql/migrations.ts';
import type { Database } from '../../src/store/sql/schema.ts';
import { sqlStore } from '../../src/store/sql/sql-store.ts';
import { completed, pruned } from './example-study.ts';

const rung = { rung: 0, epochs: 1 };

it.each([
  ['a trial at a rung after less than a second', { ...pruned(1), seconds: 0.9, rung }, true],
  ['a trial at a rung after a second', { ...pruned(1), seconds: 1, rung }, false],
  ['a trial that ended before its rung', { ...completed(1), seconds: 0.1, rung }, false],
  ['a trial that a rule has pruned', { ...pruned(1), seconds: 0.1 }, false],
])('whether the record of %s waits for the disk', async (_, result, isForgettable) => {
  let asked = 0;
  const forgettably = async () => {
    asked += 1;
    return true as never;
  };
  const flavour = {} as SqlFlavour;
  const store = sqlStore({} as Database, {
    flavour,
    forgettably,
    run: (method) => method().catch(() => 'synced' as never),
    close: async () => {},
  });
  const recorded = await store.record({ studyId: 1, trial: 0, attempt: 1 }, result, 5).catch((how) => how);
  expect([recorded, asked]).toEqual(isForgettable ? [true, 1] : ['synced', 0]);
});
