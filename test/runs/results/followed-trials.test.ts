import { afterEach, expect, test, vi } from 'vitest';
import { FollowedTrials } from '../../../src/runs/results/followed-trials.ts';
import { thisRunner } from '../../../src/runs/runner.ts';
import type { Store, Study } from '../../../src/store/store.ts';
import { givenStudy, resultOf } from '../../search/given-study.ts';
import { exampleConfig } from '../../store/example-study.ts';

afterEach(() => vi.restoreAllMocks());

const readingOf = (followed: FollowedTrials, store: Store, study: Study) =>
  followed.rowsOf(store, study).trials();

test('are those of the store after every change, and only what has changed is read', async () => {
  const { store, study } = await givenStudy(4);
  const followed = new FollowedTrials();
  const changes = vi.spyOn(store, 'changes');
  const read = async () => {
    changes.mockClear();
    const found = await readingOf(followed, store, study);
    expect(found).toEqual(await store.trials(study.id));
    return changes.mock.calls.some(([, since]) => since === undefined);
  };
  const end = async (trial: number) => {
    const claim = await store.claim(study.id, trial);
    if (claim !== undefined) await store.record(claim, resultOf(trial + 1), 10);
  };
  expect(await read()).toBe(true);
  expect(await read()).toBe(false);
  await end(0);
  await store.claim(study.id, 1);
  expect(await read()).toBe(false);
  await store.addTrials(study.id, [{ trial: 9, config: exampleConfig }]);
  expect(await read()).toBe(false);
  const derived = { origin: 'continued', parent: 0, config: exampleConfig } as const;
  await store.beginDerived(study.id, derived);
  await store.enqueue(study.id, { askedBy: 'a test', from: 20, configure: () => exampleConfig });
  expect(await read()).toBe(false);
  await store.addTrials(study.id, [{ trial: 5, config: exampleConfig }]);
  expect(await read()).toBe(true);
  // The process that trains the continuation has died: another one drops it, and lets the others wait again.
  await store.lease(study.id, thisRunner(), () => false);
  expect(await read()).toBe(true);
  await store.dropWaiting(study.id, 3);
  expect(await read()).toBe(true);
  await end(2);
  expect(await read()).toBe(false);
});

test('of another store are read anew', async () => {
  const first = await givenStudy(2);
  const followed = new FollowedTrials();
  expect(await readingOf(followed, first.store, first.study)).toHaveLength(2);
  await first.store.close();
  const second = await givenStudy(3);
  expect(second.study.id).toBe(first.study.id);
  expect(await readingOf(followed, second.store, second.study)).toHaveLength(3);
});

test('contributions are read once for each state of a trial', async () => {
  const { store, study } = await givenStudy(2);
  const claim = await store.claim(study.id, 0);
  if (claim === undefined) throw new Error('trial 0 waits');
  const kept = { weights: Uint8Array.of(1), contributions: Float64Array.of(0.5, 2) };
  await store.record(claim, { ...resultOf(1), ...kept }, 10);
  const followed = new FollowedTrials();
  const contributions = vi.spyOn(store, 'contributions');
  const read = async (trial: number) => {
    const rows = followed.rowsOf(store, study);
    await rows.trials();
    return rows.contributions(trial);
  };
  // This change is a later one, so that trial 0 is not among those of the last.
  await vi.waitFor(async () => {
    const later = await store.claim(study.id, 1);
    if (later !== undefined) await store.unclaim(later);
    const [first, last] = await store.changes(study.id);
    expect(last?.changedAt).toBeGreaterThan(first?.changedAt ?? 0);
  });
  for (let time = 0; time < 3; time++) expect(await read(0)).toEqual(kept.contributions);
  expect(contributions).toHaveBeenCalledTimes(1);
  expect(await read(7)).toBeUndefined();
});
