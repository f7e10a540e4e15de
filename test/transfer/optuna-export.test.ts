import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, it } from 'vitest';
import { readOptuna } from '../../src/store/optuna/read-optuna.ts';
import { writeOptuna } from '../../src/store/optuna/write-optuna.ts';
import { longestText, spaceLimits } from '../../src/study/limits.ts';
import type { Configuration } from '../../src/study/search-space.ts';
import { longestStudyName } from '../../src/study/study-name.ts';
import { fromOptunaStudy } from '../../src/transfer/optuna/from-optuna.ts';
import { toOptunaStudy } from '../../src/transfer/optuna/to-optuna.ts';
import { openExport } from '../../src/transfer/transfer.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { storedStudy, wholeStudy } from './given-studies.ts';
import { hasOptuna, runPython } from './optuna-python.ts';

async function exportedFile(): Promise<string> {
  const { store, study } = await storedStudy();
  const file = join(temporaryFolder(), 'optuna.sqlite3');
  writeOptuna(file, await toOptunaStudy(await openExport(store, study, false)));
  return file;
}

function tablesOf(file: string): unknown[] {
  const database = new SqliteDatabase(file, { readonly: true });
  const query = `select name, sql from sqlite_schema where sql is not null order by name`;
  const rows = database.prepare<[], { name: string; sql: string }>(query).all();
  database.close();
  return rows.map(({ name, sql }) => [
    name,
    sql
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/ ?([(),]) ?/g, '$1')
      .toLowerCase(),
  ]);
}

it('makes the tables and indexes that Optuna itself makes', async () => {
  const real = new URL('../fixtures/optuna/study.sqlite3', import.meta.url).pathname;
  expect(tablesOf(await exportedFile())).toEqual(tablesOf(real));
});

it('keeps values, configurations, histories and failures when it comes back', async () => {
  const original = wholeStudy();
  const back = fromOptunaStudy(readOptuna(await exportedFile(), 'whole'));
  for (const [index, { trial, history }] of original.trials.entries()) {
    const { origin: _, parent: __, draw: ___, metrics, ...kept } = trial;
    const returned = back.trials[index]?.trial;
    expect(returned).toMatchObject({ ...kept, origin: 'imported' });
    if (trial.value !== null) expect(returned?.metrics).toEqual(metrics);
    const steps = history.map(({ epoch, metrics: each }) => [epoch, each.valMae]);
    expect(back.trials[index]?.history.map((each) => [each.epoch, each.metrics.valMae])).toEqual(steps);
  }
  expect(back.study.spec.objective).toEqual(original.study.spec.objective);
});

it('keeps names and texts of the greatest length', async () => {
  const whole = wholeStudy('s'.repeat(longestStudyName));
  const [parameter, metric] = ['p'.repeat(spaceLimits.parameterName), 'm'.repeat(longestText)];
  const distribution = { type: 'choice', values: ['v'.repeat(longestText), 'w'] } as const;
  const { store, study } = await storedStudy({
    ...whole,
    study: { ...whole.study, spec: { ...whole.study.spec, space: [{ name: parameter, distribution }] } },
    trials: whole.trials.slice(0, 1).map(({ trial, ...rest }) => ({
      ...rest,
      trial: { ...trial, config: { [parameter]: distribution.values[0] }, metrics: { [metric]: 0.125 } },
    })),
  });
  const file = join(temporaryFolder(), 'long.sqlite3');
  writeOptuna(file, await toOptunaStudy(await openExport(store, study, false)));
  const back = fromOptunaStudy(readOptuna(file, study.name));
  expect(back.study.name).toBe(study.name);
  expect(back.trials[0]?.trial).toMatchObject({
    config: { [parameter]: distribution.values[0] },
    metrics: { [metric]: 0.125 },
  });
});

it('gives a normal the range of its values, and says so', async () => {
  const { userAttributes, trials } = readOptuna(await exportedFile(), undefined);
  const of = (name: string) => trials[0]?.parameters.find((each) => each.name === name)?.distribution ?? '';
  expect(JSON.parse(of('noise')).attributes).toEqual({ low: -0.75, high: 1.5, log: false, step: null });
  expect(JSON.parse(of('decay')).attributes).toEqual({ low: 0.00125, high: 0.01, log: true, step: null });
  expect(JSON.parse(userAttributes['not in Optuna'] ?? '')).toEqual({
    noise: 'drawn from normal, mean 0, std 1: its range stands in for it',
    decay: 'drawn from logNormal, mean -7, std 1: its range stands in for it',
    batchSize: 'drawn with the weights 2, 1, 1',
  });
});

it('dates each trial after the ones before it', async () => {
  const { trials } = readOptuna(await exportedFile(), undefined);
  expect(trials.map(({ start, complete }) => [start?.slice(11), complete?.slice(11)])).toEqual([
    ['12:00:00.000000', '12:00:03.250000'],
    ['12:00:03.250000', '12:00:06.500000'],
    ['12:00:06.500000', '12:00:09.750000'],
    ['12:00:09.750000', '12:00:10.250000'],
    ['12:00:10.250000', '12:00:13.500000'],
    [undefined, undefined],
  ]);
});

interface Reading {
  best: { number: number; value: number; params: Configuration };
  direction: string;
  metricNames: string[];
  seed: number;
  summaries: [string, number, number][];
  rows: number;
  columns: string[];
  values: (number | null)[];
  trials: {
    number: number;
    state: string;
    value: number | null;
    params: Configuration;
    steps: Record<string, number>;
    user: Record<string, unknown>;
    seconds: number | null;
    distributions: Record<string, string>;
  }[];
  next: { number: number; learningRate: number };
  drawn: number;
}

it.runIf(hasOptuna)('is opened by the real Optuna, which reads the same and goes on', async () => {
  const { study, trials } = wholeStudy();
  const read: Reading = JSON.parse(runPython('read-study.py', await exportedFile(), 'whole'));
  const best = trials[4]?.trial;
  expect(read.best).toEqual({ number: 4, value: best?.value, params: best?.config });
  expect([read.direction, read.metricNames, read.seed]).toEqual([
    'MINIMIZE',
    ['valMae'],
    study.spec.search.seed,
  ]);
  expect(read.summaries).toEqual([['whole', 6, 4]]);
  expect(read.rows).toBe(trials.length);
  expect(read.values).toEqual(trials.map(({ trial }) => trial.value));
  expect(read.columns).toEqual(expect.arrayContaining(['params_learningRate', 'user_attrs_metric.loss']));
  expect(read.trials.map(({ state }) => state)).toEqual([
    'COMPLETE',
    'COMPLETE',
    'PRUNED',
    'FAIL',
    'COMPLETE',
    'WAITING',
  ]);
  for (const [index, { trial, history }] of trials.entries()) {
    const theirs = read.trials[index];
    expect([theirs?.number, theirs?.value]).toEqual([trial.trial, trial.value]);
    expect(theirs?.params).toEqual(trial.state === 'waiting' ? {} : trial.config);
    expect(theirs?.steps).toEqual(
      Object.fromEntries(history.map((each) => [each.epoch, each.metrics.valMae])),
    );
    expect(theirs?.seconds).toBe(trial.seconds);
  }
  expect(read.trials[3]?.user.failure).toEqual(trials[3]?.trial.failure);
  expect(read.trials[0]?.distributions.dropout).toBe(
    'FloatDistribution(high=0.6, log=False, low=0.0, step=0.1)',
  );
  expect(read.next).toEqual({ number: 5, learningRate: 0.0021 });
  expect(read.drawn).toBeGreaterThanOrEqual(16);
});
