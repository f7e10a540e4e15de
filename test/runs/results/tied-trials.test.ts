import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { studyRows } from '../../../src/runs/results/study-rows.ts';
import { tiedTrials } from '../../../src/runs/results/tied-trials.ts';
import { meanOf } from '../../../src/statistics/mean.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import type { Store, Study } from '../../../src/store/store.ts';
import { completed, exampleConfig, exampleStudy } from '../../store/example-study.ts';

let store: Store;

beforeEach(async () => {
  store = await openSqliteStore(':memory:');
});
afterEach(() => store.close());

/** Row-wise numbers around `mean`; trials share the rows' own difficulty, as models of one data set do. */
function contributions(mean: number, trial: number, rows = 100): Float64Array {
  const [rowsOwn, own] = [randomFor('rows'), randomFor('trial', trial)];
  return Float64Array.from({ length: rows }, () => mean + rowsOwn.next() + 0.1 * (own.next() - 0.5));
}

async function studyOf(
  all: readonly Float64Array[],
  { direction = 'minimize', keep = 20 }: { direction?: 'minimize' | 'maximize'; keep?: number } = {},
): Promise<Study> {
  const study = await store.createStudy(exampleStudy(direction, direction));
  const added = all.map((_, trial) => ({ trial, config: exampleConfig }));
  await store.addTrials(study.id, added);
  for (const [trial, each] of all.entries()) {
    const claim = await store.claim(study.id, trial);
    if (claim === undefined) throw new Error('not waiting');
    await store.record(claim, { ...completed(meanOf(each)), contributions: each }, keep);
  }
  return study;
}

async function tiedOf(study: Study) {
  const [best] = await store.top(study.id, 1);
  return tiedTrials(studyRows(store, study), best);
}

describe('the trials that cannot be told apart from the best', () => {
  test('are those within chance, best first, whatever the rows have in common', async () => {
    const means = [1.5, 1, 1.002, 1.2, 1.001];
    const study = await studyOf(means.map((mean, trial) => contributions(mean, trial)));
    const tied = await tiedOf(study);
    expect(tied).toMatchObject({ tested: 4, of: 5, level: 0.95 });
    expect([tied?.best, ...(tied?.trials ?? [])].sort()).toEqual([1, 2, 4]);
  });

  test('are found for a maximised metric too', async () => {
    const study = await studyOf(
      [1, 1.3, 1.301].map((mean, trial) => contributions(mean, trial)),
      { direction: 'maximize' },
    );
    const tied = await tiedOf(study);
    expect([tied?.best, ...(tied?.trials ?? [])].sort()).toEqual([1, 2]);
  });

  test('are more among many that are as good: the test is corrected for them', async () => {
    const few = [contributions(1, 0), contributions(1.009, 1)];
    const many = [...few, ...Array.from({ length: 60 }, (_, at) => contributions(1.009, at + 2))];
    const ofFew = await tiedOf(await studyOf(few));
    await store.close();
    store = await openSqliteStore(':memory:');
    const ofMany = await tiedOf(await studyOf(many, { keep: 100 }));
    expect([ofFew?.trials.includes(1), ofMany?.trials.includes(1)]).toEqual([false, true]);
  });

  test('are looked for among those that have kept their weights', async () => {
    const study = await studyOf(
      [1, 1.001, 1.002].map((mean, trial) => contributions(mean, trial)),
      { keep: 2 },
    );
    expect(await tiedOf(study)).toMatchObject({ tested: 1, of: 3 });
  });

  test('are unknown when nothing can be compared', async () => {
    expect(await tiedOf(await studyOf([contributions(1, 0)]))).toBeUndefined();
  });
});

test('contributions come back as they were, and go with the weights', async () => {
  const given = [contributions(2, 0), contributions(1, 1)];
  const study = await studyOf(given, { keep: 1 });
  expect(await store.contributions(study.id, 1)).toEqual(given[1]);
  expect(await store.contributions(study.id, 0)).toBeUndefined();
});
