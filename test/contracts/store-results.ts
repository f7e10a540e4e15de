import { describe, expect, it } from 'vitest';
import type { TrialResult } from '../../src/store/trial-result.ts';
import { completed, failed, pruned } from '../store/example-study.ts';
import { type GivenStore, numbersTo } from './given-store.ts';

/** The contract of src/store/store.ts for weights, the ranking and concurrent writers. */
export function describeResults(given: GivenStore): void {
  describe('weights', () => {
    it('come back byte for byte, in an array of their own', async () => {
      const study = await given.studyWith(1);
      const megabyte = Uint8Array.from({ length: 2 ** 20 }, (_, at) => (at * 31 + (at >> 8)) % 256);
      await given.run(study, 0, completed(1, megabyte));
      const weights = await given.store.weights(study.id, 0);
      expect(weights && Buffer.compare(weights, megabyte)).toBe(0);
      expect(weights?.constructor).toBe(Uint8Array);
      expect([weights?.byteOffset, weights?.buffer.byteLength]).toEqual([0, 2 ** 20]);
    });

    const orders = [
      [0, 1, 2, 3, 4, 5, 6, 7],
      [7, 6, 5, 4, 3, 2, 1, 0],
      [3, 7, 0, 5, 1, 6, 2, 4],
      [4, 2, 6, 1, 5, 0, 7, 3],
    ];
    // By value 5, 2, 4, 2, 9, 1, 2, failed: upwards 5 1 3 6 2 0 4, downwards 4 0 2 1 3 6 5.
    const results = [...[5, 2, 4, 2, 9, 1, 2].map((value) => completed(value)), failed];
    it.each(
      orders.flatMap((order) => [
        { order, direction: 'minimize' as const, best: [1, 3, 5] },
        { order, direction: 'maximize' as const, best: [0, 2, 4] },
      ]),
    )(
      'are kept for the best three to $direction when trials end as $order',
      async ({ order, direction, best }) => {
        const study = await given.studyWith(8, direction);
        for (const trial of order) await given.run(study, trial, results[trial] as TrialResult, 3);
        expect(await given.kept(study, 8)).toEqual(best);
      },
    );

    it('are kept for no trial when none are to be kept', async () => {
      const study = await given.studyWith(1);
      await given.run(study, 0, completed(1), 0);
      expect(await given.kept(study, 1)).toEqual([]);
    });

    it('of another study do not count', async () => {
      const [one, two] = [await given.studyWith(2), await given.studyWith(2, 'maximize')];
      await given.run(one, 0, completed(1), 1);
      await given.run(two, 1, completed(2), 1);
      expect([await given.kept(one, 2), await given.kept(two, 2)]).toEqual([[0], [1]]);
    });
  });

  it('a trial that is out of time says so, and is counted', async () => {
    const study = await given.studyWith(3);
    const { outcome, ...result } = completed(1);
    await given.run(study, 0, completed(2));
    await given.run(study, 1, {
      ...result,
      outcome: { ...outcome, outOfTime: true } as TrialResult['outcome'],
    });
    expect(await given.store.trial(study.id, 1)).toHaveProperty('outOfTime', true);
    expect(await given.store.trial(study.id, 0)).not.toHaveProperty('outOfTime');
    expect([await given.store.outOfTime(study.id), await given.store.outOfTime(study.id + 1)]).toEqual([
      1, 0,
    ]);
  });

  describe('top', () => {
    it('ranks trials that break a constraint below all others, and keeps their weights only then', async () => {
      const study = await given.studyWith(5);
      const broken = (value: number): TrialResult => {
        const { outcome, ...rest } = completed(value);
        return { ...rest, outcome: { ...outcome, infeasible: true } as TrialResult['outcome'] };
      };
      const results = [broken(1), completed(3), broken(0), completed(4), completed(2)];
      for (const [trial, result] of results.entries()) await given.run(study, trial, result, 3);
      const ranked = await given.store.top(study.id, 10);
      expect(ranked.map(({ trial, infeasible }) => [trial, infeasible])).toEqual([
        [4, undefined],
        [1, undefined],
        [3, undefined],
        [2, true],
        [0, true],
      ]);
      expect(await given.kept(study, 5)).toEqual([1, 3, 4]);
      expect((await given.store.progress(study.id, 5)).best?.trial).toBe(4);
    });

    it.each([
      { direction: 'minimize' as const, order: [5, 1, 3, 6, 2, 0, 4] },
      { direction: 'maximize' as const, order: [4, 0, 2, 1, 3, 6, 5] },
    ])('ranks by value to $direction and ties by number', async ({ direction, order }) => {
      const study = await given.studyWith(10, direction);
      const values = [5, 2, 4, 2, 9, -1, 2];
      for (const trial of [6, 3, 1, 0, 2, 5, 4])
        await given.run(study, trial, completed(values[trial] as number));
      await given.run(study, 7, failed);
      await given.run(study, 8, pruned(-100));
      const ranked = async (k: number) => (await given.store.top(study.id, k)).map(({ trial }) => trial);
      expect(await ranked(100)).toEqual(order);
      expect(await ranked(3)).toEqual(order.slice(0, 3));
      expect(await ranked(0)).toEqual([]);
      expect(await given.store.top(study.id, 1)).toStrictEqual([
        await given.store.trial(study.id, order[0] as number),
      ]);
    });

    it('is empty for a study without trials, and for no study', async () => {
      const { id } = await given.studyWith(0);
      expect(await given.store.top(id, 5)).toEqual([]);
      expect(await given.store.top(id + 1, 5)).toEqual([]);
    });
  });

  describe('two connections', () => {
    it('see what the other has written', async (context) => {
      const study = await given.studyWith(1);
      await given.run(study, 0, completed(1));
      const second = await given.secondConnection(context);
      expect(await second.findStudy(undefined)).toStrictEqual(study);
      expect(await second.trials(study.id)).toStrictEqual(await given.store.trials(study.id));
      expect(await second.weights(study.id, 0)).toEqual(await given.store.weights(study.id, 0));
    });

    it('write at the same time, two hundred results each whole', async (context) => {
      const study = await given.studyWith(200);
      const second = await given.secondConnection(context);
      const written = numbersTo(200).map(async (trial) => {
        const connection = trial % 2 === 0 ? given.store : second;
        const claimed = await connection.claim(study.id, trial);
        return claimed !== undefined && connection.record(claimed, completed(trial), 5);
      });
      expect(new Set(await Promise.all(written))).toEqual(new Set([true]));
      expect(await given.store.counts(study.id)).toMatchObject({ complete: 200 });
      expect(await given.kept(study, 200)).toEqual([0, 1, 2, 3, 4]);
    });
  });
}
