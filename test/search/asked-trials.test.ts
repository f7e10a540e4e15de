import { describe, expect, it } from 'vitest';
import { askedTrials } from '../../src/search/asked-trials.ts';
import { plainSchedule } from '../../src/search/schedules/schedule.ts';
import type { Store, Study } from '../../src/store/store.ts';
import type { Configuration } from '../../src/study/search-space.ts';
import { climbing } from '../samplers/climbing-sampler.ts';
import { searchOf, statesOf } from './given-search.ts';
import { givenStudy } from './given-study.ts';
import { scatteredIn } from './scattered-worker.ts';
import { type ScriptedPool, scriptedPool } from './scripted-pool.ts';

const count = 40;
const lookback = 8;

async function learn(
  given: { store: Store; study: Study },
  pool: ScriptedPool,
  signal = new AbortController().signal,
): Promise<void> {
  const { store, study } = given;
  const queue = await askedTrials({ store, study, sampler: climbing, spec: study.spec, count });
  await searchOf(given, pool, { schedule: plainSchedule(queue), signal }).run();
}

async function configsOf({ store, study }: { store: Store; study: Study }): Promise<Configuration[]> {
  return (await store.trials(study.id)).map(({ config }) => config);
}

async function learned(workers: number): Promise<Configuration[]> {
  const given = await givenStudy(0);
  const pool = scriptedPool(workers, scatteredIn(given.store, `durations of ${workers}`));
  await learn(given, pool);
  expect(pool.most).toBe(Math.min(workers, lookback));
  expect((await statesOf(given)).filter((state) => state === 'waiting' || state === 'running')).toEqual([]);
  return configsOf(given);
}

describe('the trials of a sampler that learns', () => {
  it('have the same configurations at any number of workers', async () => {
    const alone = await learned(1);
    expect(alone).toHaveLength(count);
    expect(new Set(alone.map((config) => JSON.stringify(config))).size).toBe(count);
    for (const workers of [2, 4, 12]) expect(await learned(workers)).toEqual(alone);
  });

  it('have them too when the search is stopped and resumed, again and again', async () => {
    const alone = await learned(1);
    const given = await givenStudy(0);
    for (let stop = 0; stop < 8; stop++) {
      const controller = new AbortController();
      const script = scatteredIn(given.store, `durations ${stop}`);
      let runs = 0;
      const pool = scriptedPool(3, (task, report) => {
        if (++runs === 4) controller.abort();
        return script(task, report);
      });
      await learn(given, pool, controller.signal);
    }
    await learn(given, scriptedPool(2, scatteredIn(given.store, 'last')));
    expect(await configsOf(given)).toEqual(alone);
  });

  it('are not waited for once one was lost', async () => {
    const given = await givenStudy(0);
    const script = scatteredIn(given.store, 'lost');
    const pool = scriptedPool(2, async (task, report) => {
      // Another process has taken it: it never ends here.
      if (task.trial === 5) return { kind: 'superseded' };
      return script(task, report);
    });
    await learn(given, pool);
    expect(Math.max(...pool.started)).toBe(5 + lookback - 1);
  });

  it('end with the first error', async () => {
    const given = await givenStudy(0);
    const script = scatteredIn(given.store, 'broken');
    const pool = scriptedPool(4, async (task, report) => {
      if (task.trial === 9) throw new Error('the worker broke');
      return script(task, report);
    });
    await expect(learn(given, pool)).rejects.toThrow('the worker broke');
    expect(pool.started.length).toBeLessThan(9 + lookback);
  });
});
