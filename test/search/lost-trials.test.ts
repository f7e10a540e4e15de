import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { RecordingError } from '../../src/search/search.ts';
import type { Failure } from '../../src/study/trial.ts';
import { searchOf, statesOf } from './given-search.ts';
import { givenStudy, resultOf } from './given-study.ts';
import { recordingIn, scriptedPool } from './scripted-pool.ts';

const failure: Failure = { kind: 'timeout', message: 'did not end within 1 s' };

describe('a trial whose worker was lost', () => {
  it('is recorded as its failure, and the others run', async () => {
    const given = await givenStudy(4);
    const record = recordingIn(given.store);
    const metrics = { valMae: 2 };
    const pool = scriptedPool(2, async ({ trial, attempt, ...task }, report) => {
      if (trial !== 1) return record({ ...task, trial, attempt }, report);
      for (const epoch of [1, 2, 3]) report({ kind: 'epoch', trial, attempt, record: { epoch, metrics } });
      return { kind: 'lost', failure };
    });
    const { run, ended } = searchOf(given, pool);
    await run();
    expect(await statesOf(given)).toEqual(['complete', 'failed', 'complete', 'complete']);
    const trial = await given.store.trial(given.study.id, 1);
    expect(trial).toMatchObject({ failure, value: null, epochs: 3, backend: 'wasm' });
    const history = await given.store.history(given.study.id, 1);
    expect(history).toEqual([1, 2, 3].map((epoch) => ({ epoch, metrics })));
    expect(trial?.seconds).toBeGreaterThanOrEqual(0);
    expect(ended).toContainEqual(trial);
  });

  it('stays as it was recorded when the loss came after that', async () => {
    const given = await givenStudy(1);
    const pool = scriptedPool(1, async (task) => {
      await given.store.record(task, resultOf(3), 20);
      return { kind: 'lost', failure };
    });
    const { run, ended } = searchOf(given, pool);
    await run();
    expect(ended).toMatchObject([{ trial: 0, state: 'complete', value: 3, failure: null }]);
  });
});

describe('a trial that did not run', () => {
  it.each([
    ['interrupted', 130],
    ['refused', 2],
  ] as const)('is not recorded when its worker was %s, and ends the search', async (kind, exitCode) => {
    const given = await givenStudy(3);
    const pool = scriptedPool(1, async () => ({ kind, message: 'why' }));
    await expect(searchOf(given, pool).run()).rejects.toMatchObject({ exitCode });
    // The next lease lets it wait again.
    expect(await statesOf(given)).toEqual(['running', 'waiting', 'waiting']);
  });
});

describe('a trial that another process has taken over', () => {
  it('is neither recorded nor told of as ended', async () => {
    const given = await givenStudy(2);
    const record = recordingIn(given.store);
    const other = { host: 'elsewhere', processId: 1, processStart: '1' };
    const pool = scriptedPool(1, async (task, report) => {
      if (task.trial === 0) await given.store.lease(given.study.id, other, () => false);
      return record(task, report);
    });
    const { run, told } = searchOf(given, pool);
    await run();
    expect(await statesOf(given)).toEqual(['waiting', 'complete']);
    expect(told).toEqual(['start 0', 'start 1', 'end 1']);
  });
});

describe('a result that cannot be recorded', () => {
  it('ends the search with an error that names the trial; what runs ends, and nothing more starts', async () => {
    const given = await givenStudy(6);
    const record = recordingIn(given.store);
    let letGo = () => {};
    const failed = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const pool = scriptedPool(2, async (task, report) => {
      if (task.trial === 1) {
        letGo();
        return { kind: 'storeFailed', message: 'database or disk is full' };
      }
      await failed;
      for (let turn = 0; turn < 5; turn++) await nextTurn();
      return record(task, report);
    });
    const error: unknown = await searchOf(given, pool)
      .run()
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RecordingError);
    expect(error).toMatchObject({ name: 'RecordingError', exitCode: 2 });
    expect(String(error)).toMatch(/trial 1 .*database or disk is full/);
    expect(pool.started).toEqual([0, 1]);
    expect(await statesOf(given)).toEqual(['complete', 'running', ...Array(4).fill('waiting')]);
  });
});
