import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { searchOf, statesOf } from './given-search.ts';
import { givenStudy } from './given-study.ts';
import { recordingIn, type Script, scriptedPool } from './scripted-pool.ts';

describe('a search', () => {
  it('runs the waiting trials in the order of their numbers, each with its own configuration', async () => {
    const given = await givenStudy(9);
    const units: unknown[] = [];
    const record = recordingIn(given.store);
    const pool = scriptedPool(1, (task, report) => {
      units.push(task.config.units);
      return record(task, report);
    });
    const { run, ended } = searchOf(given, pool);
    await run();
    expect(pool.started).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(units).toEqual(pool.started);
    expect(ended.map(({ trial, value, state }) => [trial, value, state])).toEqual(
      pool.started.map((trial) => [trial, trial, 'complete']),
    );
  });

  it.each([1, 2, 4])('keeps %d workers busy, and never more', async (size) => {
    const given = await givenStudy(12);
    const record = recordingIn(given.store);
    const pool = scriptedPool(size, async (task, report) => {
      // Late trials overtake early ones.
      for (let turn = task.trial % 3; turn >= 0; turn--) await nextTurn();
      return record(task, report);
    });
    await searchOf(given, pool).run();
    expect(pool.most).toBe(size);
    expect(pool.started).toEqual(Array.from({ length: 12 }, (_, trial) => trial));
    expect(await statesOf(given)).toEqual(Array(12).fill('complete'));
  });

  it('leaves alone what has ended, and all from the limit on', async () => {
    const given = await givenStudy(6);
    await searchOf(given, scriptedPool(2, recordingIn(given.store)), { trials: 2 }).run();
    expect(await statesOf(given)).toEqual(['complete', 'complete', ...Array(4).fill('waiting')]);
    const pool = scriptedPool(2, recordingIn(given.store));
    await searchOf(given, pool, { trials: 4 }).run();
    expect(pool.started).toEqual([2, 3]);
    expect(await statesOf(given)).toEqual([...Array(4).fill('complete'), 'waiting', 'waiting']);
  });

  it('leaves a trial that another has claimed meanwhile', async () => {
    const given = await givenStudy(3);
    const record = recordingIn(given.store);
    const pool = scriptedPool(1, async (task, report) => {
      if (task.trial === 0) await given.store.claim(given.study.id, 1);
      return record(task, report);
    });
    const { run, told } = searchOf(given, pool);
    await run();
    expect(told).toEqual(['start 0', 'end 0', 'start 2', 'end 2']);
  });

  it('does nothing when nothing waits', async () => {
    const given = await givenStudy(0);
    const { run, told } = searchOf(given, scriptedPool(2, recordingIn(given.store)));
    await run();
    expect(told).toEqual([]);
  });

  it('passes the epochs on', async () => {
    const given = await givenStudy(1);
    const record = recordingIn(given.store);
    const script: Script = (task, report) => {
      const { trial, attempt } = task;
      report({ kind: 'started', trial, attempt });
      for (const epoch of [1, 2]) report({ kind: 'epoch', trial, attempt, record: { epoch, metrics: {} } });
      return record(task, report);
    };
    const { run, told } = searchOf(given, scriptedPool(1, script));
    await run();
    expect(told).toEqual(['start 0', 'epoch 1 of 0', 'epoch 2 of 0', 'end 0']);
  });
});

describe('an interrupted search', () => {
  it('lets those that run end, records them, and starts no more', async () => {
    const given = await givenStudy(6);
    const record = recordingIn(given.store);
    const controller = new AbortController();
    const pool = scriptedPool(2, async (task, report) => {
      if (task.trial === 2) controller.abort();
      for (let turn = 0; turn < 3; turn++) await nextTurn();
      return record(task, report);
    });
    const { run, ended } = searchOf(given, pool, { signal: controller.signal });
    await run();
    const states = await statesOf(given);
    expect(states.filter((state) => state === 'running')).toEqual([]);
    expect(pool.started.length).toBeLessThanOrEqual(4);
    expect(states).toEqual(states.map((_, trial) => (pool.started.includes(trial) ? 'complete' : 'waiting')));
    expect(ended).toHaveLength(pool.started.length);
  });

  it('before it began starts nothing', async () => {
    const given = await givenStudy(3);
    const pool = scriptedPool(2, recordingIn(given.store));
    await searchOf(given, pool, { signal: AbortSignal.abort() }).run();
    expect(pool.started).toEqual([]);
  });

  it('and one that goes on leave the same as one that was never interrupted', async () => {
    const [disturbed, whole] = [await givenStudy(5), await givenStudy(5)];
    const controller = new AbortController();
    const record = recordingIn(disturbed.store);
    const interrupting = scriptedPool(2, (task, report) => {
      if (task.trial === 1) controller.abort();
      return record(task, report);
    });
    await searchOf(disturbed, interrupting, { signal: controller.signal }).run();
    expect(await statesOf(disturbed)).toContain('waiting');
    await searchOf(disturbed, scriptedPool(1, record)).run();
    await searchOf(whole, scriptedPool(2, recordingIn(whole.store))).run();
    expect(await disturbed.store.trials(disturbed.study.id)).toEqual(
      await whole.store.trials(whole.study.id),
    );
  });
});
