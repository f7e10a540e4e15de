import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, it } from 'vitest';
import type { OptunaStudy } from '../../src/store/optuna/optuna-study.ts';
import { readOptuna } from '../../src/store/optuna/read-optuna.ts';
import { containing, toOptuna } from '../../src/transfer/optuna/distributions.ts';
import { fromOptunaStudy } from '../../src/transfer/optuna/from-optuna.ts';
import { intoSpace } from '../../src/transfer/optuna/into-space.ts';
import { refuseBadParameters } from '../../src/transfer/optuna/parameter-faults.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { emptyStore, wholeStudy } from './given-studies.ts';
import { hasOptuna, runPython } from './optuna-python.ts';

/** The study that make-study.py makes, written by Optuna 5.0.0. */
const fixture = new URL('../fixtures/optuna/study.sqlite3', import.meta.url).pathname;

it('takes the constraints of the parameters over', () => {
  const { spec } = fromOptunaStudy(readOptuna(fixture, 'real')).study;
  expect(Object.fromEntries(spec.space.map(({ name, distribution }) => [name, distribution]))).toEqual({
    learningRate: { type: 'logUniform', min: 1e-5, max: 0.1 },
    dropout: { type: 'uniform', min: 0, max: 0.6, step: 0.1 },
    units: { type: 'logInt', min: 16, max: 512 },
    layers: { type: 'int', min: 1, max: 9, step: 2 },
    'batch size': { type: 'choice', values: [16, 32, 64] },
    optimizer: { type: 'choice', values: ['adam', 'sgd', 'None'] },
    momentum: { type: 'uniform', min: 0, max: 0.99 },
  });
  expect(spec.objective).toEqual({ metric: 'value', direction: 'minimize' });
  expect(spec.model).toEqual({ kind: 'imported', from: 'Optuna' });
});

it('takes trials of every state over, with their steps', async () => {
  const store = await emptyStore();
  const study = await store.importStudy(fromOptunaStudy(readOptuna(fixture, 'real'), 'mine'));
  expect(study.name).toBe('mine');
  expect(await store.counts(study.id)).toEqual({
    complete: 5,
    pruned: 1,
    failed: 1,
    waiting: 1,
    running: 0,
  });
  const first = await store.trial(study.id, 0);
  expect(first).toMatchObject({
    value: 0.06553431953620806,
    config: {
      learningRate: 0.00046568046379195655,
      units: 16,
      layers: 3,
      'batch size': 64,
      optimizer: 'None',
    },
    origin: 'imported',
    bestEpoch: 4,
    epochs: 4,
  });
  expect(first?.seconds).toBeCloseTo(0.48, 6);
  expect(await store.history(study.id, 0)).toHaveLength(5);
  expect(await store.trial(study.id, 5)).toMatchObject({ state: 'pruned', value: 0.38532138058345855 });
  expect(await store.trial(study.id, 3)).toMatchObject({ state: 'failed', failure: { kind: 'crash' } });
  expect(await store.trial(study.id, 7)).toMatchObject({ state: 'waiting', config: { learningRate: 0.01 } });
  const [best] = await store.top(study.id, 1);
  expect(best?.value).toBe(Math.min(...(await store.top(study.id, 20)).map(({ value }) => value ?? 1)));
});

it('ranks a study that is maximized downwards', async () => {
  const store = await emptyStore();
  const study = await store.importStudy(fromOptunaStudy(readOptuna(fixture, 'upwards')));
  const values = (await store.top(study.id, 3)).map(({ value }) => value ?? 0);
  expect(values).toEqual(values.toSorted((one, other) => other - one));
});

it.each([
  ['several objectives', 'two', /study 'two' has 2 objectives/],
  ['no name where there are several', undefined, /holds several studies: name one of real, two, upwards/],
  ['a name that is not there', 'third', /there is no study 'third' in .*; it holds real, two, upwards/],
])('refuses %s', (_, name, message) => {
  expect(() => readOptuna(fixture, name)).toThrow(message);
});

it('reads the tables of Optuna 3.0, which lack an index', () => {
  const file = join(temporaryFolder(), 'older.db');
  copyFileSync(fixture, file);
  const database = new SqliteDatabase(file);
  database.exec(`update alembic_version set version_num = 'v3.0.0.d'; drop index ix_trials_study_id`);
  database.close();
  const known = ({ trials }: OptunaStudy) => trials.map(({ number, value }) => [number, value]);
  expect(known(readOptuna(file, 'real'))).toEqual(known(readOptuna(fixture, 'real')));
});

it.each([
  [
    'numbers alike',
    'update trials set number = 0',
    /trials, trial_id 2, number: must be a number of its own, got 0/,
  ],
  [
    'a value outside of its range',
    "update trial_params set param_value = 1e9 where param_name = 'learningRate'",
    /trial_params, param_id \d+, param_value: must be from 0.00001 to 0.1, as its distribution is, got 1000000000/,
  ],
  [
    'a value between two steps',
    "update trial_params set param_value = 2 where param_name = 'layers'",
    /param_value: must be from 1 to 9 in steps of 2/,
  ],
  [
    'a name in bytes',
    "update studies set study_name = x'0102' where study_name = 'real'",
    /studies, study_id \d+, study_name: must be text of 1 to 1000 characters, got 2 bytes$/,
  ],
])('names table, row, column and value: %s', (_, statement, message) => {
  const file = join(temporaryFolder(), 'edited.db');
  copyFileSync(fixture, file);
  const database = new SqliteDatabase(file);
  database.exec(statement);
  database.close();
  expect(() => refuseBadParameters(readOptuna(file, 'real'), file)).toThrow(message);
});

it('lets a value that was enqueued lie outside of its range', () => {
  const optuna = readOptuna(fixture, 'upwards');
  const [first] = optuna.trials;
  const [parameter] = first?.parameters ?? [];
  if (first === undefined || parameter === undefined) throw new Error('the fixture has three');
  const outside = { ...first, parameters: [{ ...parameter, value: 1e9 }] };
  const enqueued = { fixed_params: JSON.stringify({ [parameter.name]: 1e9 }) };
  const refused = (trial: typeof first) => () => refuseBadParameters({ ...optuna, trials: [trial] }, 'file');
  expect(refused(outside)).toThrow(/param_value: must be from/);
  expect(refused({ ...outside, systemAttributes: enqueued })).not.toThrow();
});

it('refuses files that are not of a known Optuna', () => {
  const folder = temporaryFolder();
  const file = (name: string, prepare: (database: SqliteDatabase.Database) => void) => {
    const database = new SqliteDatabase(join(folder, name));
    prepare(database);
    database.close();
    return join(folder, name);
  };
  writeFileSync(join(folder, 'text'), 'a, b, c, and more text than fits into the header of a database file');
  expect(() => readOptuna(join(folder, 'text'), undefined)).toThrow(/is not an SQLite database/);
  expect(() => readOptuna(join(folder, 'none'), undefined)).toThrow(/does not exist/);
  const other = file('other', (database) => database.exec('create table studies (a)'));
  expect(() => readOptuna(other, undefined)).toThrow(/is not a database of Optuna's/);
  const old = file('old', (database) =>
    database.exec(`create table trial_params (a); create table version_info (a);
      create table alembic_version (version_num); insert into alembic_version values ('v2.6.0.a')`),
  );
  expect(() => readOptuna(old, undefined)).toThrow(
    /tables in version v2\.6\.0\.a, and those of Optuna 3\.0 to 5/,
  );
});

it('has Python numbers that JSON does not know, and the distributions of before 3.0, make no difference', () => {
  const optuna = readOptuna(fixture, 'upwards');
  const parameter = (value: number, name: string, attributes: string) => [
    { name: 'x', value, distribution: `{"name": "${name}", "attributes": ${attributes}}` },
  ];
  const [one, two, three] = optuna.trials;
  if (one === undefined || two === undefined || three === undefined) throw new Error('the fixture has three');
  const whole = fromOptunaStudy({
    ...optuna,
    trials: [
      {
        ...one,
        value: Number.POSITIVE_INFINITY,
        parameters: parameter(0.5, 'DiscreteUniformDistribution', '{"low": 0, "high": 1, "q": 0.5}'),
      },
      { ...two, parameters: parameter(2, 'UniformDistribution', '{"low": -1, "high": 2}') },
      { ...three, userAttributes: { a: 'NaN', b: '0.5', c: '"NaN"' }, parameters: [] },
    ],
  });
  expect(whole.trials[0]?.trial).toMatchObject({ state: 'failed', failure: { kind: 'diverged' } });
  expect(whole.study.spec.space).toEqual([{ name: 'x', distribution: { type: 'uniform', min: -1, max: 2 } }]);
  expect(whole.trials[2]?.trial.metrics).toEqual({ b: 0.5, value: three.value });
});

it('takes the last step of a pruned trial for its value, and none for a failure', () => {
  const optuna = readOptuna(fixture, 'upwards');
  const [first] = optuna.trials;
  if (first === undefined) throw new Error('the fixture has three');
  const steps = [3, 2, Number.NaN].map((value, step) => ({ step, value }));
  const pruned = { ...first, state: 'PRUNED', value: null } as const;
  const { trials } = fromOptunaStudy({
    ...optuna,
    trials: [
      { ...pruned, intermediate: steps },
      { ...pruned, number: 1, intermediate: [] },
    ],
  });
  expect(trials[0]?.trial).toMatchObject({ state: 'pruned', value: 2, bestEpoch: 0, epochs: 1 });
  expect(trials[1]?.trial).toMatchObject({
    state: 'failed',
    failure: { kind: 'rejected', message: 'PRUNED without a value' },
  });
});

it('joins a study of ours when all its configurations are of the space, and names those that are not', () => {
  const { spec } = wholeStudy().study;
  const x = { name: 'x', distribution: { type: 'uniform', min: -1, max: 1 } } as const;
  const fitting = { ...spec, space: [x], objective: { metric: 'valR2', direction: 'maximize' } } as const;
  const optuna = readOptuna(fixture, 'upwards');
  const trials = intoSpace(optuna, fitting, 'study.db');
  expect(trials.map(({ trial }) => trial.metrics.valR2)).toEqual(optuna.trials.map(({ value }) => value));
  const narrow = { ...fitting, space: [{ ...x, distribution: { ...x.distribution, min: 0.99 } }] };
  expect(() => intoSpace(optuna, narrow, 'study.db')).toThrow(
    /study\.db trial 0, x: must be a number from 0\.99 to 1/,
  );
  const downwards = { ...fitting, objective: spec.objective };
  expect(() => intoSpace(optuna, downwards, 'study.db')).toThrow(
    /must minimize, as valMae does, got "maximize"/,
  );
});

it.runIf(hasOptuna)('reads what the Optuna that is installed writes', () => {
  const file = join(temporaryFolder(), 'study.sqlite3');
  runPython('make-study.py', file);
  const fresh = fromOptunaStudy(readOptuna(file, 'real'));
  const committed = fromOptunaStudy(readOptuna(fixture, 'real'));
  const known = ({ study, trials }: typeof fresh) => ({
    space: study.spec.space,
    trials: trials.map(({ trial, history }) => ({ ...trial, seconds: 0, history })),
  });
  expect(known(fresh)).toEqual(known(committed));
});

it('exports a derived trial that leaves the space with a range that holds its value', () => {
  const range = toOptuna({ type: 'logUniform', min: 0.001, max: 0.1 }, []);
  expect(containing(range, 0.01)).toBe(range);
  expect(containing(range, 0.5).attributes).toEqual({ low: 0.001, high: 0.5, log: true, step: null });
  expect(toOptuna({ type: 'choice', values: [8, 16] }, [8, 32]).attributes).toEqual({ choices: [8, 16, 32] });
});

it('leaves nothing beside a database in WAL mode, closed or with a log of a crashed program', () => {
  const folder = temporaryFolder();
  const closed = join(folder, 'closed.db');
  copyFileSync(fixture, closed);
  const handle = new SqliteDatabase(closed);
  handle.pragma('journal_mode = wal');
  handle.exec(`update studies set study_name = 'renamed' where study_name = 'real'`);
  const crashed = join(folder, 'crashed.db');
  for (const ending of ['', '-wal']) copyFileSync(closed + ending, crashed + ending);
  handle.close();
  const before = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]);
  expect(before.map(([name]) => name)).toEqual(['closed.db', 'crashed.db', 'crashed.db-wal']);

  for (const file of [closed, crashed]) expect(readOptuna(file, 'renamed').trials).toHaveLength(8);

  expect(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))])).toEqual(before);
});
