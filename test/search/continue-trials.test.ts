import { describe, expect, it } from 'vitest';
import type { UsageError } from '../../src/faults/errors.ts';
import { isAskedToStop, type TrialTask } from '../../src/pool/messages.ts';
import {
  bestContinuable,
  type ContinueInput,
  continuableTrials,
  continueTrials,
} from '../../src/search/continue-trials.ts';
import { continuedConfiguration } from '../../src/search/continued-configuration.ts';
import type { Store, Study } from '../../src/store/store.ts';
import { completed, failed } from '../store/example-study.ts';
import { searchOf } from './given-search.ts';
import { givenStudy, resultOf } from './given-study.ts';
import { recordingIn, type Script, scriptedPool } from './scripted-pool.ts';

type Given = { readonly store: Store; readonly study: Study };

/** A study of complete trials with these values. */
async function searched(...values: number[]): Promise<Given> {
  const given = await givenStudy(values.length);
  for (const [trial, value] of values.entries()) {
    const claim = await given.store.claim(given.study.id, trial);
    if (claim !== undefined) await given.store.record(claim, completed(value), 20);
  }
  return given;
}

async function continuing(
  given: Given,
  numbers: number[],
  size: number,
  script: Script,
  changes: Partial<ContinueInput> = {},
) {
  const tasks: TrialTask[] = [];
  const pool = scriptedPool(size, (task, report) => {
    tasks.push(task);
    return script(task, report);
  });
  const continued = await continueTrials({
    ...{ ...given, pool, epochs: 80, patience: 7 },
    parents: await continuableTrials(given.store, given.study, numbers),
    configure: (config) => config,
    signal: new AbortController().signal,
    events: { onStart() {}, onEpoch() {}, onEnd() {} },
    ...changes,
  });
  return { tasks, continued: continued.map(({ parent, trial }) => [parent.trial, trial.trial, trial.state]) };
}

describe('trials that are gone on with', () => {
  it.each([1, 2])(
    'are new ones, numbered in the order they were asked for, with %d workers',
    async (size) => {
      const given = await searched(3, 1, 2);
      const { tasks, continued } = await continuing(given, [2, 0, 1], size, recordingIn(given.store));
      expect(continued).toEqual([
        [2, 3, 'complete'],
        [0, 4, 'complete'],
        [1, 5, 'complete'],
      ]);
      expect(await given.store.trial(given.study.id, 4)).toMatchObject({ origin: 'continued', parent: 0 });
      expect(tasks[1]).toMatchObject({
        trial: 4,
        streams: { trial: 0, branch: ['continued', 1] },
        continuation: { parent: 0, epochs: 80, patience: 7 },
      });
    },
  );

  it('have the streams of where their line began, and of the epoch that they go on from', async () => {
    const given = await searched(3);
    const record: Script = async (task) => {
      const result = resultOf(5, 4);
      await given.store.record(
        task,
        { ...result, outcome: { ...result.outcome, bestEpoch: 40 } as never },
        20,
      );
      return { kind: 'recorded', outcome: result.outcome };
    };
    await continuing(given, [0], 1, record);
    const { tasks } = await continuing(given, [1], 1, record);
    expect(tasks[0]?.streams).toEqual({ trial: 0, branch: ['continued', 40] });
    await given.store.addDerived(given.study.id, { origin: 'student', config: {} }, completed(1));
    const student = await continuing(given, [3], 1, record);
    expect(student.tasks[0]?.streams).toEqual({ trial: 3, branch: ['student', 'continued', 1] });
  });

  it('take no weights from the search, and end with their epoch when they are interrupted', async () => {
    const given = await searched(3, 1, 2);
    const interruption = new AbortController();
    const stopped: boolean[] = [];
    const record = recordingIn(given.store);
    const { continued } = await continuing(
      given,
      [0, 1, 2],
      1,
      async (task, report) => {
        interruption.abort();
        stopped.push(isAskedToStop(task.stop));
        return record(task, report);
      },
      { signal: interruption.signal },
    );
    expect(stopped).toEqual([true]);
    expect(continued).toEqual([[0, 3, 'complete']]);
    expect(await given.store.trialsWithWeights(given.study.id)).toEqual([0, 1, 2, 3]);
    expect(await given.store.trials(given.study.id)).toHaveLength(4);
  });

  it('whose worker is lost are recorded as failed', async () => {
    const given = await searched(3);
    const failure = { kind: 'timeout', message: 'too long' } as const;
    const { continued } = await continuing(given, [0], 1, async () => ({ kind: 'lost', failure }));
    expect(continued).toEqual([[0, 1, 'failed']]);
  });

  it('leave the search its draws: it goes on with those that it would have made without them', async () => {
    const given = await searched(3, 1);
    await continuing(given, [1], 1, recordingIn(given.store));
    await given.store.addTrials(
      given.study.id,
      [2, 3].map((draw) => ({ trial: draw, config: { draw } })),
    );
    const tasks: TrialTask[] = [];
    const record = recordingIn(given.store);
    const pool = scriptedPool(1, (task, report) => {
      tasks.push(task);
      return record(task, report);
    });
    await searchOf(given, pool, { trials: 4 }).run();
    expect(tasks.map(({ trial, config, streams }) => [trial, config, streams])).toEqual([
      [4, { draw: 2 }, { trial: 2 }],
      [3, { draw: 3 }, undefined],
    ]);
  });
});

describe('which trials can be gone on with', () => {
  it('is said of each that cannot', async () => {
    const given = await searched(3, 1);
    await given.store.addDerived(given.study.id, { origin: 'student', config: {} }, failed);
    const refused = async (...numbers: number[]) =>
      String(await continuableTrials(given.store, given.study, numbers).catch((error: UsageError) => error));
    expect(await refused(9)).toMatch(/has no trial 9/);
    expect(await refused(0, 2)).toMatch(/trial 2 is failed: only a complete one/);
    const { weights: _, ...bare } = completed(0);
    await given.store.addDerived(given.study.id, { origin: 'student', config: {} }, bare);
    expect(await refused(9, 2, 0, 3)).toMatch(
      /has no trial 9\ntrial 2 is failed.*\n.*of trial 3 were not kept/,
    );
  });

  it('are none where a function is called and no model trained', async () => {
    const given = await searched(3);
    const model = { kind: 'objective', module: './score.mjs' } as const;
    const study = { ...given.study, spec: { ...given.study.spec, model } };
    for (const asked of [
      continuableTrials(given.store, study, [0]),
      bestContinuable(given.store, study, 1),
    ]) {
      await expect(asked).rejects.toThrow('there are no models: the trials call the function of ./score.mjs');
    }
  });

  it('are the best of different lines', async () => {
    const given = await searched(3, 1, 2);
    const { id } = given.study;
    await given.store.addDerived(id, { origin: 'continued', parent: 1, config: {} }, completed(0.5));
    await given.store.addDerived(id, { origin: 'continued', parent: 3, config: {} }, completed(0.4));
    const best = await bestContinuable(given.store, given.study, 2);
    expect(best.map(({ trial }) => trial)).toEqual([4, 2]);
  });
});

it('a continuation goes on with the rate at which a schedule ended, or with what is asked for', () => {
  const config = { units: 3, learningRate: 0.5, schedule: 'cosine', scheduleFactor: 0.1 };
  // The family's own default is a schedule that ends at 0.
  const table = continuedConfiguration({ units: 3 }, {}, { kind: 'family', family: 'tabular' });
  expect(table).toEqual({ units: 3, learningRate: expect.closeTo(0.006, 9), schedule: 'constant' });
  const none = continuedConfiguration({ units: 3 }, {});
  expect(none).toEqual({ units: 3 });
  const settled = continuedConfiguration(config, {});
  expect(settled).toMatchObject({ units: 3, schedule: 'constant' });
  expect(settled.learningRate).toBeCloseTo(0.05, 12);
  expect(continuedConfiguration(config, { learningRate: 2 })).toEqual({
    ...config,
    learningRate: 2,
    schedule: 'constant',
  });
  expect(continuedConfiguration(config, { schedule: 'step' })).toEqual({ ...config, schedule: 'step' });
});
