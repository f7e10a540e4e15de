import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  continueTrials,
  distill,
  ensemble,
  evaluate,
  FaultsError,
  InterruptedError,
  logInt,
  predict,
  rerun,
  search,
  UsageError,
} from 'hpsearch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ContinueOptions } from '../../src/interface/continue-trials.ts';
import type { Trial } from '../../src/study/trial.ts';
import { recorded, root, temporaryDirectory } from '../e2e/hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const db = join(directory, 'hpsearch.db');
/** One validation split: with folds every training is five. */
const data = {
  source: 'csv',
  path: join(root, 'datasets/iris.csv'),
  target: 'species',
  split: { validation: 0.2 },
} as const;

beforeAll(async () => {
  const space = { learningRate: 0.1, units: logInt(4, 16) };
  const training = { maxEpochs: 4, backend: 'cpu' } as const;
  await search({ ...{ name: 'iris', db, data, space, training, baselines: false }, trials: 3, workers: 1 });
  await ensemble({ db, method: 'average', k: 2 });
});

const flower = { sepalLength: 5.1, sepalWidth: 3.5, petalLength: 1.4, petalWidth: 0.2 };

test('a model says of rows what it says of the same rows in a file', async () => {
  for (const model of [undefined, 0, 'average-k2']) {
    const all = await predict({ db, model, input: data.path });
    const [first, missing] = await predict({ db, model, input: [flower, { ...flower, petalWidth: null }] });
    expect(all).toHaveLength(150);
    expect(first).toEqual(all[0]);
    const shares = Object.values(missing?.probabilities ?? {});
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
    expect(Math.max(...shares)).toBe(missing?.probabilities?.[`${missing.prediction}`]);
  }
});

test('rows that it cannot use are faults, all at once', async () => {
  const refused = (input: object[], model?: string) =>
    predict({ db, input: input as [], model }).catch((error: unknown) => error);
  const error = await refused([flower, { ...flower, petalWidth: 'wide', sepalWidth: true }]);
  expect(error).toBeInstanceOf(FaultsError);
  expect((error as FaultsError).faults.map(({ file, field, row }) => [file, field, row])).toEqual([
    ['input', 'sepalWidth', 2],
    ['input', 'petalWidth', 2],
  ]);
  expect(String(await refused([]))).toContain('input: must have a row');
  expect(String(await refused([{ petalWide: 1 }]))).toMatch(/petalWidth: must be a column.*petalWide/);
  expect(await refused([flower], 'nobody')).toBeInstanceOf(UsageError);
});

test('it is measured on a split, or on a file', async () => {
  const onTest = await evaluate({ db, model: 'average-k2' });
  expect(onTest).toMatchObject({ study: 'iris', model: "ensemble 'average-k2'", data: 'test', rows: 30 });
  const onFile = await evaluate({ db, data: data.path });
  expect(onFile.rows).toBe(150);
  const right = (await predict({ db, input: data.path })).map(({ prediction }, row) =>
    Number(prediction === ['setosa', 'versicolor', 'virginica'][Math.floor(row / 50)]),
  );
  const accuracy = right.reduce((sum, each) => sum + each, 0) / 150;
  expect(onFile.metrics.accuracy?.value).toBeCloseTo(accuracy, 12);
  const both = evaluate({ db, split: 'all' as 'test', data: data.path });
  await expect(both).rejects.toThrow(
    'split: must be one of train, validation, test, got "all"\nsplit: must not be given together with data',
  );
  const far = join(directory, 'far.csv');
  writeFileSync(far, `${Object.keys(flower)},species\n${'3e38,'.repeat(4)}setosa\n`);
  await expect(evaluate({ db, data: far })).rejects.toThrow(/^trial \d+ predicts nothing for row 1/);
});

test('a student is trained, recorded and compared', async () => {
  const options = {
    db,
    config: { units: 3, learningRate: 0.1 },
    temperature: [2],
    mixture: [0.5],
    workers: 1,
  };
  const { study, student, teacher, labelsAlone, bySeed } = await distill(options);
  expect([study, teacher.ensemble, student.trial]).toEqual(['iris', 'average-k2', 3]);
  expect(bySeed).toEqual([
    {
      seed: 1,
      student: { validation: student.validation, test: student.test },
      labelsAlone: expect.anything(),
    },
  ]);
  expect(labelsAlone).not.toBeNull();
  const [, , , recordedStudent] = await recorded(db);
  expect(recordedStudent).toMatchObject({ origin: 'student', config: options.config });
  const aborted = distill({ ...options, signal: AbortSignal.abort() });
  await expect(aborted).rejects.toThrow(InterruptedError);
  expect(await recorded(db)).toHaveLength(4);
});

test('a distillation that breaks constraints says which, all at once', async () => {
  const broken = distill({ db, student: -1, config: {}, temperature: [0], mixture: [], seeds: 0.5 });
  await expect(broken).rejects.toThrow(
    /^student: .*-1\ntemperature: .*\[0\]\nmixture: .*\[\]\nseeds: .*0\.5\nstudent: must not be given/,
  );
  await expect(distill({ db, config: { unit: 3 } })).rejects.toThrow('config unit: is not a hyperparameter');
});

test('trials go on as new ones, which are recorded', async () => {
  const before = await recorded(db);
  const heard: number[] = [];
  const options = { db, trials: [2, 0], workers: 2, onTrial: ({ trial }: Trial) => void heard.push(trial) };
  const { study, continued } = await continueTrials({ ...options, epochs: 3, learningRate: 0.01 });
  expect([study, continued.map(({ parent }) => parent)]).toEqual(['iris', [2, 0]]);
  expect(heard.toSorted()).toEqual([4, 5]);
  for (const { parent, gain, trial } of continued) {
    const from = before[parent];
    expect(trial).toMatchObject({ origin: 'continued', parent, state: 'complete' });
    expect(trial.config).toEqual({ ...from?.config, learningRate: 0.01 });
    expect(trial.epochs).toBe((from?.bestEpoch ?? 0) + 3);
    expect(gain).toBe((from?.value ?? 0) - (trial.value ?? 0));
    expect((await recorded(db))[trial.trial]).toMatchObject({ parent, value: trial.value });
  }
  const best = continueTrials({ db, top: 1, signal: AbortSignal.abort() });
  await expect(best).rejects.toThrow(InterruptedError);
  expect(await recorded(db)).toHaveLength(6);
});

test('a continuation that breaks constraints says which, all at once', async () => {
  const broken = { db, trials: [1.5], top: 1, epochs: 0, learningRate: 0, schedule: 'linear', time: -1 };
  await expect(continueTrials(broken as unknown as ContinueOptions)).rejects.toThrow(
    /^trials: .*\[1\.5\]\nepochs: .*0\n.*Rate: .*0\nschedule: .*"linear"\ntime: .*-1\ntrials: must be given, or else top, .*$/,
  );
  await expect(continueTrials({ db, trials: [9] })).rejects.toThrow("study 'iris' has no trial 9");
});

test('a trial comes out the same again, and otherwise with other seeds; neither is recorded', async () => {
  expect(await rerun({ db, trial: 1, workers: 1 })).toEqual({
    ...{ study: 'iris', trial: 1, identical: true, end: 'complete', epochs: 4, weights: 'identical' },
    ...{ difference: null, versions: [] },
  });
  const spread = await rerun({ db, trial: 1, seeds: 2 });
  expect(spread).toMatchObject({ study: 'iris', trial: 1, failed: 0 });
  expect(new Set([...spread.values, spread.original]).size).toBe(3);
  expect(await recorded(db)).toHaveLength(6);
  const aborted = rerun({ db, trial: 1, signal: AbortSignal.abort() });
  await expect(aborted).rejects.toThrow(InterruptedError);
  await expect(rerun({ db, trial: -1, seeds: 0 })).rejects.toThrow(/^trial: .*-1\nseeds: .*0$/);
  await expect(rerun({ db, trial: 5 })).rejects.toThrow('was not sampled (continued from trial 0)');
});

test('any metric may judge a search, choose an ensemble and be evaluated', async () => {
  const objective = { metric: 'valRocAuc' } as const;
  const space = { learningRate: 0.1, units: logInt(4, 16) };
  const training = { maxEpochs: 3, backend: 'cpu' } as const;
  const options = { name: 'ranked', db, data, space, training, objective, baselines: false };
  const { best } = await search({ ...options, trials: 2, workers: 1 });
  expect(best.metrics.valRocAuc).toBe(best.value);
  expect(best.value).toBeGreaterThan(0.5);
  const made = await ensemble({ db, study: 'ranked' });
  expect(made.members.length).toBeGreaterThan(0);
  const { metrics } = await evaluate({ db, study: 'ranked', split: 'validation' });
  expect(metrics.rocAuc?.value).toBeCloseTo(best.value, 6);
  const all = await evaluate({ db, study: 'ranked', metrics: 'all' });
  const { value = Number.NaN, low = Number.NaN, high = Number.NaN } = all.metrics.matthews ?? {};
  expect(low).toBeLessThanOrEqual(value);
  expect(high).toBeGreaterThanOrEqual(value);
  await expect(evaluate({ db, study: 'ranked', metrics: ['rocAux'] })).rejects.toThrow(/rocAux.*rocAuc/);
});

test('a continuation whose callback rejects rejects with its error, after the trial is recorded', async () => {
  const onTrial = async () => {
    throw new Error('no more room');
  };
  const before = await recorded(db, 'iris');
  const asked = continueTrials({ db, study: 'iris', trials: [0, 1], epochs: 1, workers: 1, onTrial });
  await expect(asked).rejects.toThrow('no more room');
  const added = (await recorded(db, 'iris')).slice(before.length);
  expect(added).toMatchObject([{ origin: 'continued', parent: 0, state: 'complete' }]);
});
