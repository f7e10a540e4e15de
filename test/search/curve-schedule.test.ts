import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { keepAll } from '../../src/runs/run-claimed.ts';
import { thisRunner } from '../../src/runs/runner.ts';
import type { CurveRule } from '../../src/schedulers/scheduler.ts';
import { curveSchedule } from '../../src/search/schedules/curve-schedule.ts';
import { waitingTrials } from '../../src/search/schedules/trial-queue.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store, Study } from '../../src/store/store.ts';
import { exampleConfig, exampleStudy } from '../store/example-study.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { undoMachines } from '../store/undo-migrations.ts';
import { createRule, trainingIn } from './curve-training.ts';
import { searchOf } from './given-search.ts';
import { givenStudy, resultOf } from './given-study.ts';
import { type Script, scriptedPool } from './scripted-pool.ts';

const count = 30;

type Given = { readonly store: Store; readonly study: Study };

async function searchWith({ store, study }: Given, workers: number, script: Script, rule = createRule) {
  const scheduled = await curveSchedule({ store, study, dataset: null, createRule: rule, keep: 4 });
  const schedule = scheduled(waitingTrials(store, study, () => count));
  const search = searchOf({ store, study }, scriptedPool(workers, script), { schedule });
  await search.run();
  return search;
}

/** All that a search leaves, apart from the number of claims and parameters that a failed trial lacks. */
async function tableOf({ store, study }: Given) {
  const trials = await store.trials(study.id);
  const histories = await Promise.all(trials.map(({ trial }) => store.history(study.id, trial)));
  return {
    trials: trials.map(({ parameters, ...trial }) => trial),
    histories,
    kept: await store.trialsWithWeights(study.id),
  };
}

async function given(): Promise<Given> {
  const { store, study } = await givenStudy(count);
  const spec = { ...study.spec, search: { ...study.spec.search, scheduler: 'median' } };
  return { store, study: { ...study, spec } };
}

async function tableWith(workers: number) {
  const here = await given();
  const { ended } = await searchWith(here, workers, trainingIn(here.store, `durations of ${workers}`));
  expect(ended.map(({ trial }) => trial).sort((one, other) => one - other)).toEqual(
    Array.from({ length: count }, (_, trial) => trial),
  );
  const table = await tableOf(here);
  for (const trial of ended)
    expect(table.trials[trial.trial]).toMatchObject({ state: trial.state, value: trial.value });
  return table;
}

describe('the schedule of a rule on curves', () => {
  it('leaves the same table, histories and weights at any number of workers', async () => {
    const alone = await tableWith(1);
    const states = alone.trials.map(({ state }) => state);
    expect([...new Set(states)].sort()).toEqual(['complete', 'failed', 'pruned']);
    expect(alone.kept).toHaveLength(4);
    for (const workers of [2, 4, 12]) expect(await tableWith(workers)).toEqual(alone);
  });

  it('leaves it too after kills at any epoch', async () => {
    const alone = await tableWith(1);
    const here = await given();
    const random = randomFor('kills');
    for (let kill = 0; kill < 8; kill++) {
      const script = trainingIn(here.store, `durations ${kill}`);
      let left = 5 + random.below(60);
      const killed = searchWith(here, 12, (task, report) =>
        script(task, (message) => {
          if (left-- < 0) throw new Error('killed');
          report(message);
        }),
      );
      await killed.catch(() => undefined);
      await here.store.lease(here.study.id, { ...thisRunner(), processId: kill }, () => false);
    }
    await searchWith(here, 3, trainingIn(here.store, 'last'));
    expect(await tableOf(here)).toEqual(alone);
  });

  it('keeps what an older version recorded, also above a trial that did not end', async () => {
    const file = join(temporaryFolder(), 'older.db');
    const { spec, ...rest } = exampleStudy('wine');
    const { scheduler, ...search } = spec.search;
    const older = await openSqliteStore(file);
    const study = await older.createStudy({
      ...rest,
      spec: { ...spec, search: { ...search, pruner: 'median', lookback: 1 } },
    });
    await older.addTrials(
      study.id,
      Array.from({ length: 7 }, (_, trial) => ({ trial, config: exampleConfig })),
    );
    for (const trial of [0, 1, 3, 4]) {
      const claim = await older.claim(study.id, trial);
      if (claim !== undefined) await older.record(claim, resultOf(5, 5), 20);
    }
    await older.close();
    const handle = new SqliteDatabase(file);
    handle.exec(undoMachines);
    handle.exec(
      `drop table trainings; alter table trials drop column is_older; delete from hpsearch_migrations where number >= 13`,
    );
    handle.close();

    const strict = (): CurveRule => ({ add() {}, judge: () => () => true });
    const statesOf = async (store: Store) => (await store.trials(study.id)).map(({ state }) => state);
    for (const end of ['killed', 'last']) {
      const store = await openSqliteStore(file);
      onTestFinished(() => store.close());
      const script = trainingIn(store, end);
      const training: Script = async (task, report) => {
        if (end === 'killed' && task.trial === 2) throw new Error('killed');
        return script(task, report);
      };
      const searched = searchWith({ store, study }, 2, training, strict);
      await (end === 'killed' ? expect(searched).rejects.toThrow('killed') : searched);
      await store.lease(study.id, { ...thisRunner(), processId: 1 }, () => false);
      if (end === 'killed') continue;
      expect(await statesOf(store)).toEqual([
        'complete',
        'complete',
        'pruned',
        'complete',
        'complete',
        'pruned',
        'pruned',
      ]);
      expect(await store.history(study.id, 4)).toHaveLength(3);
    }
  });

  it('forgets no weights by the value of a trial that is still to be cut', async () => {
    const { store, study: waiting } = await given();
    const search = { ...waiting.spec.search, lookback: 1 };
    const study = { ...waiting, spec: { ...waiting.spec, search } };
    const recorded = async (trial: number, ...course: number[]) => {
      const claim = (await store.claim(study.id, trial)) ?? expect.fail('not claimed');
      await store.record(claim, resultOf(...course), keepAll);
      const ended = (await store.trials(study.id)).find((each) => each.trial === trial);
      return { ...(ended ?? expect.fail('not recorded')), draw: trial };
    };
    await recorded(1, 6, 1);
    let give = () => {};
    const read = new Promise<void>((resolve) => {
      give = resolve;
    });
    const asked: number[] = [];
    const history: Store['history'] = async (id, trial) => {
      asked.push(trial);
      if (trial === 1) await read;
      return store.history(id, trial);
    };
    const rule = (): CurveRule => ({ add() {}, judge: () => () => true });
    const input = { store: { ...store, history }, study, dataset: null, createRule: rule, keep: 1 };
    const schedule = (await curveSchedule(input))(waitingTrials(store, study, () => count));

    const [first, third] = [await recorded(0, 2), await recorded(2, 7, 3)];
    const ended = [schedule.ended(first, first)];
    await vi.waitFor(() => expect(asked).toContain(1));
    ended.push(schedule.ended(third, third));
    for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
    give();
    await Promise.all(ended);
    await schedule.close?.();
    expect(await store.trialsWithWeights(study.id)).toEqual([0]);
  });
});
