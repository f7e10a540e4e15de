import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { curveColumns, studyHead, trialColumns, trialRuns } from '../../../src/actions/index.ts';
import { decodeCurves, encodeCurves } from '../../../src/plots/columns/curve-columns.ts';
import { replaceCurves } from '../../../src/plots/columns/merge-curves.ts';
import {
  decodeTrials,
  encodeTrials,
  missingInteger,
  originCodes,
  stateCodes,
  type TrialColumns,
  trialFlags,
} from '../../../src/plots/columns/trial-columns.ts';
import type { StudyHead } from '../../../src/plots/study-head.ts';
import { thisRunner } from '../../../src/runs/runner.ts';
import { withStore } from '../../../src/store/with-store.ts';
import { failureKinds, type Trial } from '../../../src/study/trial.ts';
import { temporaryDirectory } from '../../e2e/hpsearch.ts';
import { makeStudy } from '../../made-study/made-study.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);
const db = join(directory, 'made.db');

let head: StudyHead;
let columns: TrialColumns;
let trials: readonly Trial[];

beforeAll(async () => {
  await makeStudy(db, { name: 'first', trials: 5, epochs: 3 });
  const { id } = await makeStudy(db, { name: 'rungs', trials: 90, hasRungs: true, waiting: 4 });
  await withStore(db, async (store) => {
    await store.addDerived(
      id,
      { origin: 'continued', parent: 3, config: (await store.trial(id, 3))?.config ?? {} },
      {
        outcome: { state: 'failed', failure: { kind: 'timeout', message: 'too slow' }, epochs: 2 },
        history: [{ epoch: 1, metrics: { loss: 2 } }],
        ...{ seconds: 300, backend: 'wasm' },
      },
    );
    trials = await store.trials(id);
  });
  head = await studyHead({ study: 'rungs', db });
  columns = await trialColumns({ study: 'rungs', db, since: undefined });
}, 60_000);

describe('the head of a study', () => {
  it('has its axes, with scales, bounds and choices, and what is fixed', () => {
    expect(head.axes.map(({ name }) => name)).toEqual([
      'learningRate',
      'units',
      'layers',
      'dropout',
      'batchSize',
      'weightDecay',
      'optimizer',
      'momentum',
    ]);
    const [learningRate, units] = head.axes;
    expect(learningRate).toMatchObject({
      kind: 'number',
      scale: 'log',
      min: 1e-5,
      max: 0.1,
      isInteger: false,
    });
    expect(units).toMatchObject({ scale: 'log', min: 16, max: 256, isInteger: true, isConditional: false });
    expect(head.axes.find(({ name }) => name === 'batchSize')).toMatchObject({
      ...{ kind: 'choice', values: [32, 64, 128] },
    });
    expect(head.axes.find(({ name }) => name === 'momentum')).toMatchObject({ isConditional: true });
    expect(head.fixed).toEqual({ activation: 'relu' });
  });

  it('has its method, its counts, its baselines and who is best', async () => {
    expect(head).toMatchObject({
      ...{ name: 'rungs', objectiveScale: 'log', scheduler: 'asha', rungs: [3, 9, 27], maxEpochs: 27 },
      ...{ sampler: 'random', model: 'mlp', data: 'digits', backend: 'wasm', trials: 90 },
      metrics: ['loss', 'trainLoss', 'valAccuracy', 'valLoss'],
      baselines: [{ name: 'base rate' }, { name: 'linear', value: 0.121 }],
      ensembles: [],
    });
    expect(head.counts).toEqual(await withStore(db, (store) => store.counts(head.id)));
    expect(head.best).toBe((await withStore(db, (store) => store.top(head.id, 1)))[0]?.trial);
    // The human baseline is an accuracy, and the objective a loss.
    expect(head).not.toHaveProperty('humanBaseline');
  });

  it('is found by id too, the newest without either, and a study that is not there is refused', async () => {
    expect((await studyHead({ study: head.id, db })).name).toBe('rungs');
    expect((await studyHead({ study: undefined, db })).name).toBe('rungs');
    await expect(studyHead({ study: 77, db })).rejects.toMatchObject({ name: 'UsageError' });
  });
});

describe('the columns of trials', () => {
  it('hold each trial, as the store has it', () => {
    expect([...columns.trial]).toEqual(trials.map(({ trial }) => trial));
    for (const [place, trial] of trials.entries()) {
      const number = (value: number | null | undefined) => value ?? Number.NaN;
      expect({
        state: stateCodes[columns.state[place] as number],
        origin: originCodes[columns.origin[place] as number],
        value: columns.value[place],
        standardError: columns.standardError[place],
        epochs: columns.epochs[place],
        bestEpoch: columns.bestEpoch[place],
        parameterCount: columns.parameterCount[place],
        seconds: columns.seconds[place],
        parent: columns.parent[place],
        failure: failureKinds[(columns.failure[place] as number) - 1],
      }).toEqual({
        state: trial.state,
        origin: trial.origin ?? 'sampled',
        value: number(trial.value),
        standardError: number(trial.standardError),
        epochs: number(trial.epochs),
        bestEpoch: number(trial.bestEpoch),
        parameterCount: number(trial.parameters),
        seconds: number(trial.seconds),
        parent: trial.parent ?? missingInteger,
        failure: trial.failure?.kind,
      });
      for (const name of head.metrics) {
        expect(columns.metrics[name]?.[place]).toEqual(number(trial.metrics[name]));
      }
      for (const { name, kind, values } of head.axes) {
        const column = columns.parameters[name]?.[place] as number;
        expect(kind === 'choice' ? values[column] : column).toEqual(
          trial.config[name] ?? (kind === 'choice' ? undefined : Number.NaN),
        );
      }
    }
  });

  it('mark those that cannot be told apart from the best, and those with weights', () => {
    const marked = (flag: number) =>
      [...columns.trial].filter((_, place) => ((columns.flags[place] as number) & flag) !== 0);
    expect(head.tied.length).toBeGreaterThan(0);
    expect(marked(trialFlags.isTied)).toEqual([...head.tied].sort((one, other) => one - other));
    expect(marked(trialFlags.hasWeights)).toHaveLength(Math.min(20, head.counts.complete));
  });

  it('come back from their bytes', () => {
    expect(decodeTrials(encodeTrials(columns).buffer)).toEqual(columns);
  });
});

describe('the curves', () => {
  it('of a metric that no trial has are refused', async () => {
    const asked = curveColumns({ study: 'rungs', db, metric: 'nope', since: undefined });
    await expect(asked).rejects.toThrow(
      /^metric: must be one of loss, trainLoss, valAccuracy, valLoss; got 'nope'$/,
    );
  });

  it('are those of all trials with epochs, of the objective or another metric', async () => {
    for (const metric of [undefined, 'loss']) {
      const curves = await curveColumns({ study: 'rungs', db, metric, since: undefined });
      const name = metric ?? 'valLoss';
      expect(curves.metric).toBe(name);
      const histories = await withStore(db, (store) => store.curves(head.id, -1, 1000));
      const withEpochs = histories.filter(({ history }) => history.length > 0);
      expect([...curves.trial]).toEqual(withEpochs.map(({ trial }) => trial));
      for (const [place, { history }] of withEpochs.entries()) {
        const [from, to] = [curves.offset[place], curves.offset[place + 1]];
        expect([...curves.epoch.slice(from, to)]).toEqual(history.map(({ epoch }) => epoch));
        expect([...curves.value.slice(from, to)]).toEqual(
          history.map(({ metrics }) => Math.fround(metrics[name] ?? Number.NaN)),
        );
      }
      expect(decodeCurves(encodeCurves(curves).buffer)).toEqual(curves);
    }
  });
});

describe('a study that runs', () => {
  it('has times, workers, and the epochs so far of its running trials', async () => {
    const running = join(directory, 'running.db');
    const { id } = await makeStudy(running, { trials: 6, epochs: 4, waiting: 3 });
    const runner = thisRunner();
    await withStore(running, async (store) => {
      await store.lease(id, runner, () => true);
      const claims = [await store.claim(id, 3, 'worker 1'), await store.claim(id, 4, 'worker 2')];
      const history = [1, 2].map((epoch) => ({ epoch, metrics: { valLoss: 1 / epoch } }));
      await store.reportEpochs(claims.flatMap((claim) => (claim ? [{ ...claim, part: 0, history }] : [])));
    });
    expect(await studyHead({ study: id, db: running })).toMatchObject({
      run: { isRunning: true, workers: 2 },
    });
    const { trial, state, startedAt, endedAt } = await trialColumns({ study: id, db: running, since: 1e9 });
    const places = [3, 4].map((number) => trial.indexOf(number));
    for (const place of places) {
      expect(stateCodes[state[place] as number]).toBe('running');
      expect(startedAt[place]).toBeGreaterThan(1e9);
      expect(endedAt[place]).toBeNaN();
    }
    const curves = await curveColumns({ study: id, db: running, metric: undefined, since: undefined });
    expect([...curves.trial]).toEqual([0, 1, 2, 3, 4]);
    expect([...curves.value.slice(curves.offset[3], curves.offset[4])]).toEqual([1, 0.5]);
    expect(await trialRuns({ study: id, db: running })).toMatchObject([
      { trial: 3, worker: 'worker 1', endedAt: null },
      { trial: 4, worker: 'worker 2', endedAt: null },
    ]);
    const since = await curveColumns({ study: id, db: running, metric: undefined, since: curves.changedAt });
    // Trials 3 and 4 run; nothing else has changed after the claim of trial 4.
    expect([...since.trial]).toEqual([3, 4]);
    expect(replaceCurves(curves, since)).toEqual({ ...curves, changedAt: since.changedAt });
    await withStore(running, async (store) => {
      const claim = await store.claim(id, 5, 'worker 3');
      if (claim === undefined) throw new Error('trial 5 waits');
      const outcome = {
        state: 'failed',
        epochs: 1,
        failure: { kind: 'crash', message: 'it ended' },
      } as const;
      const history = [{ epoch: 1, metrics: { valLoss: 7 } }];
      await store.record(claim, { outcome, seconds: 1, backend: 'cpu', history }, 1);
    });
    const later = await curveColumns({ study: id, db: running, metric: undefined, since: curves.changedAt });
    expect([...later.trial]).toEqual([3, 4, 5]);
    expect(replaceCurves(curves, later)).toEqual(
      await curveColumns({ study: id, db: running, metric: undefined, since: undefined }),
    );
    await withStore(running, (store) => store.release(id, runner));
    expect(await studyHead({ study: id, db: running })).toMatchObject({
      run: { isRunning: false, workers: 0 },
    });
  });
});
