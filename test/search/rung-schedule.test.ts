import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { thisRunner } from '../../src/runs/runner.ts';
import { randomSampler } from '../../src/samplers/random-sampler.ts';
import { askedTrials } from '../../src/search/asked-trials.ts';
import { openQueue } from '../../src/search/open-queue.ts';
import { rungSchedule } from '../../src/search/schedules/rung-schedule.ts';
import { promotedToGo, storedPromotions } from '../../src/search/schedules/stored-promotions.ts';
import { waitingTrials } from '../../src/search/schedules/trial-queue.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { Claim, Store, Study } from '../../src/store/store.ts';
import type { Budget } from '../../src/study/search/budget.ts';
import { climbing } from '../samplers/climbing-sampler.ts';
import { completed, exampleConfig, pruned } from '../store/example-study.ts';
import { searchOf } from './given-search.ts';
import { givenStudy } from './given-study.ts';
import { halving, maxEpochs, starts, trainingIn } from './rung-training.ts';
import { type Script, scriptedPool } from './scripted-pool.ts';

const isLongForm = process.env.HPSEARCH_LONG === '1';

type Given = { readonly store: Store; readonly study: Study };

interface Run {
  readonly workers: number;
  readonly count: number;
  readonly script: Script;
  readonly isLearning?: boolean;
  readonly budget?: Budget;
  readonly signal?: AbortSignal;
}

async function searchWith({ store, study }: Given, { workers, count, script, ...run }: Run) {
  const { isLearning, budget, signal } = run;
  const scheduled = await rungSchedule({ store, study, halving, count });
  const asking = { store, study, sampler: climbing, spec: study.spec, count };
  const { search, training } = study.spec;
  const limited = { ...search, scheduler: 'asha', ...(budget && { budget }) };
  const spec = { ...study.spec, search: limited, training: { ...training, maxEpochs } };
  const queue: Awaited<ReturnType<typeof openQueue>> =
    budget !== undefined
      ? await openQueue({ ...asking, spec, sampler: isLearning ? climbing : randomSampler })
      : isLearning
        ? await askedTrials(asking)
        : waitingTrials(store, study, () => count);
  const pool = scriptedPool(workers, script);
  await searchOf({ store, study }, pool, { schedule: scheduled(queue), ...(signal && { signal }) }).run();
  return Object.assign(pool, { stop: queue.stop?.() });
}

/** The store as a server has it: an answer comes after other work of this process. */
function answeringLate(store: Store): Store {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return async (...given: unknown[]) => {
        const answer: unknown = await value.apply(target, given);
        await sleep(2);
        return answer;
      };
    },
  });
}

/** All that a search leaves. */
async function tableOf({ store, study }: Given) {
  const trials = await store.trials(study.id);
  return { trials, rungs: await store.rungs(study.id), kept: await store.trialsWithWeights(study.id) };
}

async function tableWith(workers: number, isLearning = false) {
  const count = 40;
  const here = await givenStudy(isLearning ? 0 : count);
  const script = trainingIn(here.store, `durations of ${workers}`);
  const pool = await searchWith(here, { workers, count, script, isLearning });
  expect(pool.most).toBe(workers);
  return tableOf(here);
}

const tables = new Map<boolean, ReturnType<typeof tableWith>>();

/** The table of one worker, made once. */
function tableAlone(isLearning = false) {
  const known = tables.get(isLearning) ?? tableWith(1, isLearning);
  tables.set(isLearning, known);
  return known;
}

describe('the schedule of rungs', () => {
  it.each([false, true])(
    'leaves the same table, rungs and weights at any number of workers (sampler that learns: %s)',
    async (isLearning) => {
      const alone = await tableAlone(isLearning);
      expect([...new Set(alone.trials.map(({ state }) => state))].sort()).toEqual([
        'complete',
        'failed',
        'pruned',
      ]);
      expect(Math.max(...alone.rungs.map(({ epochs }) => epochs))).toBe(maxEpochs);
      for (const workers of isLongForm ? [2, 4, 7] : [2, 7])
        expect(await tableWith(workers, isLearning)).toEqual(alone);
    },
  );

  it.each([false, true])(
    'leaves it too after kills at any moment (sampler that learns: %s)',
    async (isLearning) => {
      const alone = await tableAlone(isLearning);
      const count = 40;
      const here = await givenStudy(isLearning ? 0 : count);
      const random = randomFor('kills');
      for (let kill = 0; kill < (isLongForm ? 7 : 4); kill++) {
        const script = trainingIn(here.store, `durations ${kill}`);
        let left = 1 + random.below(9);
        const dying: Script = (task, report) => {
          if (left-- <= 0) throw new Error('killed');
          return script(task, report);
        };
        await searchWith(here, { workers: 3, count, script: dying, isLearning }).catch(() => undefined);
        await here.store.lease(here.study.id, { ...thisRunner(), processId: kill }, () => false);
      }
      await searchWith(here, { workers: 2, count, script: trainingIn(here.store, 'last'), isLearning });
      expect(await tableOf(here)).toEqual(alone);
    },
  );

  it('promotes the best of a rung also where the last result comes while a lane asks and the database is slow', async () => {
    const { store, study } = await givenStudy(3);
    const scheduled = await rungSchedule({ store: answeringLate(store), study, halving, count: 3 });
    const schedule = scheduled(waitingTrials(store, study, () => 3));
    for (const value of [0.3, 0.2, 0.1]) {
      const next = await schedule.next();
      if (next === undefined || next === 'later') throw new Error('a trial waits');
      const claim = (await store.claim(study.id, next.trial)) as Claim;
      await store.record(claim, { ...pruned(value), rung: { rung: 0, epochs: 1 } }, 3);
      const end = schedule.ended(next, await store.trial(study.id, next.trial), undefined);
      if (value === 0.1) expect(await schedule.next()).toMatchObject({ trial: 2, rung: { rung: 1 } });
      await end;
    }
  });

  it('extended, leaves the table of a search that had as many trials from the beginning', async () => {
    const alone = await tableAlone();
    const here = await givenStudy(40);
    for (const count of [15, 16, 40]) {
      await searchWith(here, { workers: 2, count, script: trainingIn(here.store, `of ${count}`) });
    }
    expect(await tableOf(here)).toEqual(alone);
  });

  it.each([
    [{ until: 0.2 }, false],
    [{ patience: 7 }, true],
    [{ epochs: 90 }, false],
  ])(
    'within the budget %o leaves one table at any number of workers, after kills and in steps',
    async (budget, isLearning) => {
      const count = 60;
      const search = async (given: Given, workers: number, limit = count) => {
        const script = trainingIn(given.store, `budget ${workers}`);
        const { stop } = await searchWith(given, { workers, count: limit, script, isLearning, budget });
        return stop;
      };
      const alone = await givenStudy(0);
      const stop = await search(alone, 1);
      expect(stop?.by).toBe(Object.keys(budget)[0]);
      const table = await tableOf(alone);
      expect(table.trials.length).toBeLessThan(count);
      expect(table.trials.map(({ state }) => state)).not.toContain('waiting');
      for (const workers of isLongForm ? [3, 8] : [8]) {
        const other = await givenStudy(0);
        expect(await search(other, workers)).toEqual(stop);
        expect(await tableOf(other)).toEqual(table);
      }
      const killed = await givenStudy(0);
      const random = randomFor('killed budget');
      for (let kill = 0; kill < (isLongForm ? 4 : 2); kill++) {
        let left = 1 + random.below(15);
        const dying: Script = (task, report) => {
          if (left-- <= 0) throw new Error('killed');
          return trainingIn(killed.store, `${kill}`)(task, report);
        };
        await searchWith(killed, { workers: 3, count, script: dying, isLearning, budget }).catch(() => {});
        await killed.store.lease(killed.study.id, { ...thisRunner(), processId: kill }, () => false);
      }
      expect(await search(killed, 2)).toEqual(stop);
      expect(await tableOf(killed)).toEqual(table);
      const stepped = await givenStudy(0);
      for (const limit of [table.trials.length + 3, count]) await search(stepped, 2, limit);
      expect(await tableOf(stepped)).toEqual(table);
    },
  );

  it('goes on from states that were returned as from those that were stored', async () => {
    const here = await givenStudy(40);
    starts.length = 0;
    await searchWith(here, { workers: 3, count: 40, script: trainingIn(here.store, 'returned') });
    const promoted = starts.filter(({ epochs }) => epochs > 1);
    expect(promoted.length).toBeGreaterThan(9);
    expect(promoted.map(({ epochs, from }) => from * 3 === epochs)).not.toContain(false);
    const parked = await Promise.all(
      Array.from({ length: 40 }, (_, trial) => here.store.parked(here.study.id, trial)),
    );
    expect(parked.filter((state) => state !== undefined).length).toBeLessThan(3 * 2);
  });

  it('keeps parked states only of trials that may be promoted', async () => {
    const here = await givenStudy(40);
    await searchWith(here, { workers: 2, count: 40, script: trainingIn(here.store, 'parked') });
    const parked = await Promise.all(
      (await here.store.trials(1)).map(async ({ trial }) =>
        (await here.store.parked(1, trial)) ? [trial] : [],
      ),
    );
    expect(parked.flat().length).toBeLessThanOrEqual(3 * halving.brackets.length * 2);
  });

  it('of few trials trains the best one to the end', async () => {
    const here = await givenStudy(2);
    await searchWith(here, { workers: 2, count: 2, script: trainingIn(here.store, 'few') });
    const { trials, rungs } = await tableOf(here);
    expect(trials.map(({ state }) => state).sort()).toEqual(['complete', 'pruned']);
    expect(rungs.map(({ epochs }) => epochs).sort()).toEqual([1, 1, 3, 9]);
  });

  it('goes on with an extra training that was interrupted, also where another trial is complete by then', async () => {
    const here = await givenStudy(1);
    const script = trainingIn(here.store, 'extra');
    const dying: Script = async (task, report) => {
      if (task.rung?.rung === 1) throw new Error('killed');
      return script(task, report);
    };
    await searchWith(here, { workers: 1, count: 1, script: dying }).catch(() => undefined);
    await here.store.lease(here.study.id, { ...thisRunner(), processId: 1 }, () => false);
    const ending: Script = async (task, report) => {
      if (task.trial === 0) return script(task, report);
      await here.store.record(task, { ...completed(1), rung: { rung: 0, epochs: 1 } }, 3);
      return { kind: 'recorded', outcome: completed(1).outcome };
    };
    await here.store.addTrials(here.study.id, [{ trial: 1, config: exampleConfig }]);
    await searchWith(here, { workers: 1, count: 2, script: ending });
    const { trials } = await tableOf(here);
    expect(trials.map(({ state, value }) => [state, value !== null])).toEqual([
      ['pruned', true],
      ['complete', true],
    ]);
    const left = await storedPromotions(here.store, here.study, halving, 2);
    expect(promotedToGo(left, 2)).toEqual({ promoted: 0, interrupted: 0 });
  });

  it('interrupted, counts the promoted trials among those to go', async () => {
    const here = await givenStudy(9);
    const controller = new AbortController();
    let ends = 0;
    const script = trainingIn(here.store, 'interrupted');
    const stopping: Script = async (task, report) => {
      const end = await script(task, report);
      if (++ends === 3) controller.abort();
      return end;
    };
    await searchWith(here, { workers: 1, count: 9, script: stopping, signal: controller.signal });
    const left = await storedPromotions(here.store, here.study, halving, 9);
    expect(promotedToGo(left, 9)).toEqual({ promoted: 1, interrupted: 0 });
  });
});
