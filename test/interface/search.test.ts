import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  choice,
  ensemble,
  FaultsError,
  InterruptedError,
  logInt,
  logUniform,
  NoTrialCompletedError,
  predict,
  search,
  top,
  UsageError,
  uniform,
  when,
} from 'hpsearch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recorded, root, temporaryDirectory, writeSpace } from '../e2e/hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const db = join(directory, 'hpsearch.db');
const space = {
  learningRate: logUniform(1e-3, 1e-1),
  units: logInt(4, 16),
  optimizer: choice(['adam', 'sgd']),
  momentum: when({ optimizer: 'sgd' }, uniform(0, 0.9)),
};
const iris = {
  name: 'iris',
  db,
  data: { source: 'iris', split: { validation: 0.2 } },
  space,
  training: { maxEpochs: 3, backend: 'cpu' },
  trials: 4,
} as const;

/** An objective module of this text. */
function module(name: string, text: string): URL {
  writeFileSync(join(directory, name), text);
  return pathToFileURL(join(directory, name));
}

describe('a search for models', () => {
  const heard: number[] = [];
  let result: Awaited<ReturnType<typeof searchIris>>;
  const searchIris = () => search({ ...iris, workers: 1, onTrial: ({ trial }) => heard.push(trial) });
  beforeAll(async () => {
    result = await searchIris();
  });

  test('resolves to all trials, and the best of them', () => {
    expect(result.study).toBe('iris');
    expect(result.backend).toBe('cpu');
    expect(result.counts).toEqual({ complete: 4, pruned: 0, failed: 0, waiting: 0 });
    expect(result.trials.map(({ trial }) => trial)).toEqual([0, 1, 2, 3]);
    expect(heard.toSorted()).toEqual([0, 1, 2, 3]);
    expect(result.best.value).toBe(Math.min(...result.trials.map(({ value }) => value as number)));
    for (const { config } of result.trials) {
      expect(config.momentum === undefined).toBe(config.optimizer === 'adam');
    }
  });

  test('rejects with the error of a callback that rejects', async () => {
    const onTrial = async () => {
      throw new Error('no more room');
    };
    const asked = search({ ...iris, name: 'refused', workers: 1, onTrial });
    await expect(asked).rejects.toThrow('no more room');
    expect(await top({ db, study: 'refused' })).toHaveLength(1);
  });

  test('goes on with the study of that name, and leaves what it has as it is', async () => {
    const { trials } = await search({ ...iris, trials: 5, workers: 1 });
    expect(trials.slice(0, 4)).toEqual(result.trials);
    expect(trials).toHaveLength(5);
  });

  test('of the same space in a file finds the same', async () => {
    const file = writeSpace(directory, {
      ...{ name: 'iris of a file', space, training: iris.training, model: undefined },
      search: { trials: 9 },
    });
    const { trials } = await search({ space: file, db: join(directory, 'file.db'), trials: 2, workers: 1 });
    const found = trials.map(({ config, value }) => ({ config, value }));
    expect(found).toEqual(result.trials.slice(0, 2).map(({ config, value }) => ({ config, value })));
  });

  test('takes data without a space, as the command line does', async () => {
    const table = { data: join(root, 'datasets/penguins.csv'), target: 'species' };
    const asked = {
      ...table,
      db: join(directory, 'data.db'),
      backend: 'wasm',
      trials: 1,
      workers: 1,
    } as const;
    const { study, best } = await search(asked);
    expect(study).toBe('penguins');
    expect(Object.keys(best.config)).toContain('weightDecay');
    expect((await search({ ...asked, data: pathToFileURL(table.data), trials: 2 })).counts.complete).toBe(2);
    await expect(search({ ...asked, target: 'specis' })).rejects.toThrow(
      `target: must be a column of the file, got "specis" (did you mean 'species'?)`,
    );
  });

  test('is what top and ensemble read', async () => {
    const ranked = await top({ db, study: 'iris', k: 2 });
    expect(ranked.map(({ rank }) => rank)).toEqual([1, 2]);
    const { members, study } = await ensemble({ db, study: 'iris', k: 2, method: 'average' });
    expect(study).toBe('iris');
    expect(members.map(({ trial }) => trial)).toEqual(ranked.map(({ trial }) => trial));
    await expect(top({ db, study: 'nobody' })).rejects.toThrow(UsageError);
    await expect(top({ db, k: 0 })).rejects.toThrow('k: must be a whole number of at least 1, got 0');
  });
});

describe('mistakes are data, and nothing is written', () => {
  const unused = join(directory, 'unused.db');
  const given = { ...iris, db: unused };
  const failing = (options: object) => search({ ...given, ...options }).catch((error: unknown) => error);

  test('every fault of a space, by field', async () => {
    const error = await failing({ space: { units: logInt(0, 3), lerningRate: 1 }, trials: 0 });
    expect(error).toBeInstanceOf(FaultsError);
    const { faults } = error as FaultsError;
    expect(faults.map(({ file }) => file)).toEqual(['space', 'space', 'space']);
    expect(faults.map(({ field }) => field).toSorted()).toEqual(
      ['search.trials', 'space.units.min', 'space.lerningRate'].toSorted(),
    );
    expect(faults.every(({ line }) => line === undefined)).toBe(true);
  });

  test.each([
    [{ ecpochs: 3 }, 'space ecpochs: is not a known option'],
    [{ trails: 3 }, "space trails: is not a known option (did you mean 'trials'?)"],
    [{ worker: 3 }, "space worker: is not a known option (did you mean 'workers'?)"],
    [{ search: { trials: 3 } }, 'space search: is not a known option (known: name, '],
    [{ data: { source: 'iris', splt: {} } }, "space data.splt: is not a known field (did you mean 'split'?)"],
    [
      { training: { maxEpoch: 3 } },
      "space training.maxEpoch: is not a known field (did you mean 'maxEpochs'?)",
    ],
    [
      { space: { units: uniform(1, 2, { stp: 1 } as object) } },
      "space space.units.stp: is not a known field (did you mean 'step'?)",
    ],
    [{ name: undefined }, 'space name: must be given'],
    [
      { model: { objective: () => 1 } },
      'space model.objective: must be the path or the URL of a module, for a function cannot be handed to a worker',
    ],
    [
      { model: { module: new URL('https://a.b/c.mjs') } },
      'space model.module: must be a path or a file: URL',
    ],
    [
      { workers: 0, keep: 0, time: Number.NaN, isolation: 'fork' },
      `time: must be a number of seconds above 0, and at most 2073600, got NaN
workers: must be a whole number of at least 1, got 0
isolation: must be one of thread, process, got "fork"
keep: must be a whole number of at least 1, got 0`,
    ],
    [{ maxMemoryBytes: 1e9 }, "maxMemoryBytes: must come with isolation: 'process'"],
  ])('%o', async (options, message) => {
    const error = await failing(options);
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toContain(message);
  });

  test('a backend for what trains nothing', async () => {
    const model = { objective: fileURLToPath(module('one.mjs', 'export const run = () => 1;')) };
    const objective = { metric: 'score', direction: 'maximize' };
    const file = writeSpace(directory, { model, objective, data: undefined, training: {}, space: { x: 1 } });
    const asked = search({ space: file, db: unused, backend: 'cpu' });
    await expect(asked).rejects.toThrow('backend: must be left out: there are no models');
  });

  afterAll(() => expect(existsSync(unused)).toBe(false));
});

describe('a search for the best call of a function', () => {
  const objective = { metric: 'score', direction: 'maximize' } as const;
  const steps = () => ({
    objective,
    db,
    space: { goal: uniform(0, 1), pace: uniform(0.1, 1) },
    trials: 12,
    model: {
      objective: module(
        'steps.mjs',
        `export async function run({ goal, pace }, report, signal, { random }) {
          let score = 0;
          for (let step = 0; step < 3 && !signal.aborted; step++) {
            score += pace * (goal - score) + 1e-3 * random() + 1e-3 * Math.random();
            report({ score, step });
            await new Promise((resolve) => setImmediate(resolve));
          }
          return { score, pace };
        }`,
      ),
    },
  });

  test('is the same at 1, 2 and 4 workers, and in processes', async () => {
    const runs = [
      { name: 'one', workers: 1 },
      { name: 'two', workers: 2 },
      { name: 'four', workers: 4 },
      { name: 'processes', workers: 2, isolation: 'process' },
    ] as const;
    for (const run of runs) await search({ ...steps(), ...run });
    const [one, ...others] = await Promise.all(runs.map(({ name }) => recorded(db, name)));
    expect(one?.[0]).toMatchObject({ state: 'complete', backend: null, parameters: null, epochs: 3 });
    expect(one?.[0]?.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    for (const other of others) expect(other).toEqual(one);
  });

  test('prunes by what is reported', async () => {
    // Trials far below the median wait for the verdict, and would time out without it.
    const waiting = module(
      'waiting.mjs',
      `export async function run({ goal }, report, signal, { trial }) {
        for (let step = 0; step < 6; step++) report(goal);
        if (trial < 5 || goal > 0.3 || signal.aborted) return;
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      }`,
    );
    const options = {
      name: 'pruned',
      db,
      model: { objective: waiting },
      objective,
      scheduler: 'median',
      lookback: 1,
      workers: 1,
    } as const;
    const { trials } = await search({ ...options, space: { goal: uniform(0, 1) }, trials: 12 });
    const low = trials.filter(({ trial, config }) => trial >= 5 && config.goal <= 0.3);
    expect(low.length).toBeGreaterThan(0);
    expect(low.map(({ state, epochs }) => [state, epochs])).toEqual(low.map(() => ['pruned', 6]));
    expect(low.map(({ value }) => value)).toEqual(low.map(({ config }) => config.goal));
  });

  test('is stopped by its signal, and gone on with by the same call', async () => {
    const controller = new AbortController();
    const options = { ...steps(), name: 'stopped', workers: 1 };
    const stopped = search({ ...options, signal: controller.signal, onTrial: () => controller.abort() });
    await expect(stopped).rejects.toThrow(InterruptedError);
    await expect(stopped).rejects.toMatchObject({
      report: {
        study: 'stopped',
        counts: { failed: 0 },
        best: { state: 'complete' },
        trials: expect.any(Array),
      },
    });
    const before = (await recorded(db, 'stopped')).filter(({ state }) => state === 'complete');
    expect(before.length).toBeGreaterThan(0);
    expect(before.length).toBeLessThan(12);
    expect((await search(options)).counts).toMatchObject({ complete: 12, waiting: 0 });
    expect(await recorded(db, 'stopped')).toEqual(await recorded(db, 'one'));
  });

  test('does not run one study twice at once', async () => {
    const options = { ...steps(), name: 'twice', trials: 2, workers: 1 };
    const [one, other] = await Promise.allSettled([search(options), search(options)]);
    expect([one.status, other.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = one.status === 'rejected' ? one : other;
    expect(refused).toHaveProperty('reason.message', "study 'twice' is being run by this process already");
  });

  test('records why calls fail, and rejects when none succeeds', async () => {
    const failing = module('failing.mjs', 'export const run = () => { throw new Error("no disk"); };');
    const options = {
      name: 'failing',
      db,
      model: { objective: failing },
      objective,
      space: { x: 1 },
      trials: 2,
    };
    const ended = search(options);
    await expect(ended).rejects.toThrow(NoTrialCompletedError);
    const counts = { complete: 0, failed: 2 };
    await expect(ended).rejects.toMatchObject({ report: { study: 'failing', counts, best: null } });
    const failures = (await recorded(db, 'failing')).map(({ failure }) => failure);
    expect(failures).toEqual(Array(2).fill({ kind: 'crash', message: 'no disk (failing.mjs:1)' }));
  });

  test('leaves no models to combine, or to predict with', async () => {
    await expect(predict({ db, study: 'one', input: [{}] })).rejects.toThrow("'one': there are no models");
    await expect(ensemble({ db, study: 'one' })).rejects.toThrow("'one': there are no models");
  });
});
