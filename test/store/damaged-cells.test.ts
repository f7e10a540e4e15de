import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, it } from 'vitest';
import { DatabaseError } from '../../src/store/database-error.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { foldResult } from '../contracts/store-folds.ts';
import { atRung } from '../contracts/store-rungs.ts';
import { completed, exampleConfig, exampleStudy } from './example-study.ts';
import { temporaryFolder } from './temporary-folder.ts';

it.each<[string, string, (store: Store) => Promise<unknown>]>([
  [
    'update weights set weights = 7',
    'table weights, study 1, trial 0, weights: must be bytes, got 7',
    (store) => store.weights(1, 0),
  ],
  [
    "update weights set optimizer = 'none'",
    'table weights, study 1, trial 0, optimizer: must be bytes, got "none"',
    (store) => store.optimizerState(1, 0),
  ],
  [
    'update trials set attempt = 0.5 where number = 1',
    'table trials, study 1, trial 1, attempt: must be a whole number from 0, got 1.5',
    (store) => store.claim(1, 1),
  ],
  [
    'update trials set draw = 2.5 where number = 2',
    'table trials, study 1, draw: must be a whole number from 0, got 2.5',
    (store) => store.missing(1, 9),
  ],
  [
    "update trials set state = 'asleep' where number = 1",
    'table trials, study 1, state: must be one of waiting, running, complete, pruned, failed, got "asleep"',
    (store) => store.counts(1),
  ],
  [
    "update folds set seconds = 'long'",
    'table folds, study 1, trial 1, seconds: must be a number from 0, got "long"',
    (store) => store.fold(1, 1, 0),
  ],
  [
    "update folds set outcome = '{}'",
    'table folds, study 1, trial 1, outcome.state: must be',
    (store) => store.fold(1, 1, 0),
  ],
  [
    'update folds set weights = 7',
    'table folds, study 1, trial 1, weights: must be bytes, got 7',
    (store) => store.fold(1, 1, 0),
  ],
  [
    "update rungs set value = 'good'",
    'table rungs, study 1, trial 2, value: must be a number, got "good"',
    (store) => store.rungs(1),
  ],
  [
    'update parked set state = 7',
    'table parked, study 1, trial 2, state: must be bytes, got 7',
    (store) => store.parked(1, 2),
  ],
  [
    "update epochs set history = '[1'",
    'table epochs, study 1, trial 0, history: must be JSON, got "[1"',
    (store) => store.histories(1, -1, 9),
  ],
])('a cell that hpsearch never writes is named: %s', async (damage, message, read) => {
  const file = join(temporaryFolder(), 'study.db');
  const store = await openStore(file, 'create');
  const { id } = await store.createStudy(exampleStudy('damaged'));
  await store.addTrials(
    id,
    [0, 1, 2].map((trial) => ({ trial, config: exampleConfig })),
  );
  const claim = await store.claim(id, 0);
  const bytes = Uint8Array.of(1, 2);
  if (claim !== undefined)
    await store.record(claim, { ...completed(1), weights: bytes, optimizer: bytes }, 5);
  const running = await store.claim(id, 1);
  if (running !== undefined) {
    await store.recordFold(running, 0, foldResult(1));
    await store.unclaim(running);
  }
  const stopping = await store.claim(id, 2);
  if (stopping !== undefined) await store.record(stopping, atRung(1, 0), 5);
  const handle = new SqliteDatabase(file);
  handle.pragma('ignore_check_constraints = on');
  handle.exec(damage);
  handle.close();
  const refused = read(store);
  await expect(refused).rejects.toThrow(DatabaseError);
  await expect(refused).rejects.toThrow(message);
  await store.close();
});
