import { describe, expect, it } from 'vitest';
import { randomSampler } from '../../src/samplers/random-sampler.ts';
import type { Sampler } from '../../src/samplers/sampler.ts';
import { openQueue } from '../../src/search/open-queue.ts';
import type { TrialQueue } from '../../src/search/schedules/trial-queue.ts';
import { exampleConfig } from '../store/example-study.ts';
import { givenStudy } from './given-study.ts';

/** Answers with the number that it is asked for. */
function countingSampler(): Sampler & { readonly asked: number[] } {
  const asked: number[] = [];
  const ask = ({ number }: { readonly number: number }) => {
    asked.push(number);
    return { units: -number };
  };
  return { ...randomSampler, asked, ask };
}

async function numbersOf(queue: TrialQueue): Promise<number[]> {
  const numbers: number[] = [];
  for (;;) {
    const next = await queue.next();
    if (next === undefined || next === 'later') return numbers;
    numbers.push(next.draw);
  }
}

describe('sampling ahead', () => {
  it('adds the trials that are not there, and leaves the others as they are', async () => {
    const { store, study } = await givenStudy(2);
    const before = await store.trials(study.id);
    const sampler = countingSampler();
    const asking = { store, study, sampler, spec: study.spec };
    expect(await numbersOf(await openQueue({ ...asking, count: 4 }))).toEqual([0, 1, 2, 3]);
    expect(await numbersOf(await openQueue({ ...asking, count: 1 }))).toEqual([0]);
    expect(sampler.asked).toEqual([2, 3]);
    const after = await store.trials(study.id);
    expect(after.slice(0, 2)).toEqual(before);
    expect(after.slice(2).map(({ trial, config }) => [trial, config])).toEqual([
      [2, { units: -2 }],
      [3, { units: -3 }],
    ]);
  });

  it('samples all of a study of usual size before its first trial runs, gaps too', async () => {
    const { store, study } = await givenStudy(0);
    const imported = [1, 4].map((trial) => ({ trial, config: exampleConfig }));
    await store.addTrials(study.id, imported);
    const sampler = countingSampler();
    const queue = await openQueue({ store, study, sampler, spec: study.spec, count: 2000 });
    expect(await queue.next()).toMatchObject({ draw: 0 });
    expect(await store.counts(study.id)).toMatchObject({ waiting: 2000 });
    expect((await numbersOf(queue)).length).toBe(1999);
    expect(sampler.asked.length).toBe(1998);
  });

  it('samples a part of a huge study, and the next part when a lane needs it', async () => {
    const { store, study } = await givenStudy(0);
    const sampler = countingSampler();
    const queue = await openQueue({ store, study, sampler, spec: study.spec, count: 1_000_000 });
    expect(sampler.asked).toEqual([]);
    for (let number = 0; number < 10_001; number++)
      expect(await queue.next()).toMatchObject({ draw: number });
    expect(sampler.asked.length).toBe(20_000);
  });
});
