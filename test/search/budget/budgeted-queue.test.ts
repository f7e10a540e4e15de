import { describe, expect, it } from 'vitest';
import { randomSampler } from '../../../src/samplers/random-sampler.ts';
import { openQueue } from '../../../src/search/open-queue.ts';
import { plainSchedule } from '../../../src/search/schedules/schedule.ts';
import type { Store, Study } from '../../../src/store/store.ts';
import type { Budget } from '../../../src/study/search/budget.ts';
import { defaultLookback as lookback } from '../../../src/study/search/search-spec.ts';
import { climbing } from '../../samplers/climbing-sampler.ts';
import { searchOf } from '../given-search.ts';
import { givenStudy } from '../given-study.ts';
import { scatteredIn } from '../scattered-worker.ts';
import { scriptedPool } from '../scripted-pool.ts';

const count = 60;
type Given = { readonly store: Store; readonly study: Study };

interface Run {
  readonly budget: Budget;
  readonly workers: number;
  readonly isLearning?: boolean;
  /** The run is interrupted with its trial of this number. */
  readonly until?: number;
}

async function search(given: Given, { budget, workers, isLearning = false, until }: Run) {
  const { store, study } = given;
  const spec = { ...study.spec, search: { ...study.spec.search, budget } };
  const sampler = isLearning ? climbing : randomSampler;
  const queue = await openQueue({ store, study, sampler, spec, count });
  const controller = new AbortController();
  const script = scatteredIn(store, `${workers} ${until}`);
  let runs = 0;
  const pool = scriptedPool(workers, (task, report) => {
    if (++runs === until) controller.abort();
    return script(task, report);
  });
  await searchOf(given, pool, { schedule: plainSchedule(queue), signal: controller.signal }).run();
  return { stop: queue.stop?.(), started: pool.started };
}

async function endedOf({ store, study }: Given) {
  const trials = await store.trials(study.id);
  return trials
    .filter(({ state }) => state !== 'waiting')
    .map(({ trial, state, value, config }) => ({ trial, state, value, config }));
}

const budgets: readonly Budget[] = [{ until: 0.003 }, { patience: 6 }, { epochs: 40 }];

describe.each(budgets)('a search within the budget %o', (budget) => {
  it.each([false, true])(
    'runs the same trials at any number of workers (sampler that learns: %s)',
    async (isLearning) => {
      const alone = await givenStudy(0);
      const { stop } = await search(alone, { budget, workers: 1, isLearning });
      expect(stop?.by).toBe(Object.keys(budget)[0]);
      const trials = await endedOf(alone);
      expect(trials.length).toBeGreaterThan(lookback);
      expect(trials.length).toBeLessThan(count);
      for (const workers of process.env.HPSEARCH_LONG === '1' ? [2, 4, 12] : [5]) {
        const other = await givenStudy(0);
        expect((await search(other, { budget, workers, isLearning })).stop).toEqual(stop);
        expect(await endedOf(other)).toEqual(trials);
      }
    },
  );

  it('runs them too when it is interrupted and resumed again and again, and then no more', async () => {
    const alone = await givenStudy(0);
    const { stop } = await search(alone, { budget, workers: 1 });
    const given = await givenStudy(0);
    for (const until of [1, 2, 3]) await search(given, { budget, workers: 3, until });
    expect((await search(given, { budget, workers: 3 })).stop).toEqual(stop);
    expect(await endedOf(given)).toEqual(await endedOf(alone));
    expect(await search(given, { budget, workers: 2 })).toEqual({ stop, started: [] });
  });
});

describe('a larger budget', () => {
  it('resumes the search at the trial that was held back', async () => {
    const given = await givenStudy(0);
    await search(given, { budget: { epochs: 30 }, workers: 2 });
    const first = await endedOf(given);
    const { started } = await search(given, { budget: { epochs: 60 }, workers: 2 });
    expect(started[0]).toBe(first.length);
    const whole = await givenStudy(0);
    await search(whole, { budget: { epochs: 60 }, workers: 1 });
    expect(await endedOf(given)).toEqual(await endedOf(whole));
  });
});

describe('a trial that another process has taken', () => {
  it('is not waited for', async () => {
    const given = await givenStudy(0);
    const { store, study } = given;
    const spec = { ...study.spec, search: { ...study.spec.search, budget: { epochs: 1000 } } };
    const queue = await openQueue({ store, study, sampler: randomSampler, spec, count });
    const script = scatteredIn(store, 'lost');
    const pool = scriptedPool(2, async (task, report) =>
      task.trial === 5 ? { kind: 'superseded' } : script(task, report),
    );
    await searchOf(given, pool, { schedule: plainSchedule(queue) }).run();
    expect(Math.max(...pool.started)).toBe(5 + lookback - 1);
  });
});
