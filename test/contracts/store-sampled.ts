import { describe, expect, it } from 'vitest';
import type { Study } from '../../src/store/store.ts';
import { completed, exampleConfig, exampleStudy, failed, pruned } from '../store/example-study.ts';
import { type GivenStore, numbersTo } from './given-store.ts';

/** The contract of src/store/store.ts for sampled trials, which a search requests in order. */
export function describeSampled(given: GivenStore): void {
  /** A study whose sampler has counted these numbers, in this order. */
  const counted = async (...numbers: number[]): Promise<Study> => {
    const study = await given.studyWith(0);
    for (const trial of numbers) await given.store.addTrials(study.id, [{ trial, config: exampleConfig }]);
    return study;
  };

  describe('waiting trials', () => {
    it('come in the order of the count, from a range of it, and no more than asked for', async () => {
      const { id } = await counted(4, 2, 0, 1, 3, 5);
      const numbers = async (from: number, below: number, limit: number) =>
        (await given.store.waiting(id, { from, below }, limit)).map(({ trial }) => trial);
      expect(await numbers(0, 100, 100)).toEqual([0, 1, 2, 3, 4, 5]);
      expect(await numbers(1, 4, 100)).toEqual([1, 2, 3]);
      expect(await numbers(1, 6, 2)).toEqual([1, 2]);
      expect(await numbers(6, 100, 2)).toEqual([]);
      expect(await given.store.waiting(id, { from: 3, below: 4 }, 1)).toStrictEqual([
        await given.store.trial(id, 3),
      ]);
    });

    it('leave out what runs or has ended', async () => {
      const study = await given.studyWith(5);
      await given.run(study, 0, completed(1));
      await given.run(study, 1, failed);
      await given.claim(study, 3);
      const waiting = await given.store.waiting(study.id, { from: 0, below: 9 }, 9);
      expect(waiting.map(({ trial }) => trial)).toEqual([2, 4]);
    });

    it('come by the count where a derived trial has taken a number of it', async () => {
      const study = await given.studyWith(2);
      await given.run(study, 0, completed(1));
      const { trial } = await given.store.beginDerived(study.id, {
        origin: 'continued',
        parent: 0,
        config: {},
      });
      expect(trial).toBe(2);
      await given.store.addTrials(
        study.id,
        [3, 2].map((number) => ({ trial: number, config: exampleConfig })),
      );
      const waiting = await given.store.waiting(study.id, { from: 0, below: 9 }, 9);
      expect(waiting.map((each) => [each.trial, each.draw])).toEqual([
        [1, undefined],
        [4, 2],
        [3, undefined],
      ]);
    });
  });

  describe('waiting trials that a search will not run', () => {
    it('are removed from a count on, but for those that have reached a rung, and can be added again', async () => {
      const study = await given.studyWith(6);
      const runner = { host: 'here', processId: 7, processStart: '1' };
      await given.store.lease(study.id, runner, () => true);
      await given.run(study, 5, { ...pruned(1), rung: { rung: 0, epochs: 1 } });
      await given.store.promote(study.id, 5);
      await given.run(study, 4, failed);
      await given.claim(study, 1);
      await given.store.lease(study.id, { ...runner, processId: 8 }, () => false);
      const other = await given.store.createStudy(exampleStudy('other'));
      await given.store.addTrials(other.id, [{ trial: 9, config: exampleConfig }]);
      await given.store.dropWaiting(study.id, 2);
      const left = await given.store.trials(study.id);
      expect(left.map(({ trial, state }) => `${trial} ${state}`)).toEqual([
        '0 waiting',
        '1 waiting',
        '4 failed',
        '5 waiting',
      ]);
      expect(await given.store.missing(study.id, 8)).toEqual([
        { from: 2, below: 4 },
        { from: 6, below: 8 },
      ]);
      expect(await given.store.trials(other.id)).toHaveLength(1);
      await given.store.addTrials(study.id, [{ trial: 2, config: exampleConfig }]);
      expect((await given.store.trial(study.id, 2))?.state).toBe('waiting');
    });
  });

  describe('missing trials', () => {
    it('are the ranges of the count that nothing was sampled for', async () => {
      const { id } = await counted(3, 4, 8);
      expect(await given.store.missing(id, 12)).toEqual([
        { from: 0, below: 3 },
        { from: 5, below: 8 },
        { from: 9, below: 12 },
      ]);
      expect(await given.store.missing(id, 9)).toEqual([
        { from: 0, below: 3 },
        { from: 5, below: 8 },
      ]);
      expect(await given.store.missing(id, 4)).toEqual([{ from: 0, below: 3 }]);
    });

    it('are all of an empty study, and none of a full one', async () => {
      const { id } = await given.studyWith(0);
      expect(await given.store.missing(id, 7)).toEqual([{ from: 0, below: 7 }]);
      const { id: full } = await given.store.createStudy({ ...(await study(id)), name: 'full' });
      const all = numbersTo(7).map((trial) => ({ trial, config: exampleConfig }));
      await given.store.addTrials(full, all);
      expect(await given.store.missing(full, 7)).toEqual([]);
      expect(await given.store.missing(full, 5)).toEqual([]);
      expect(await given.store.missing(full, 9)).toEqual([{ from: 7, below: 9 }]);
    });

    it('are not made fewer by derived trials', async () => {
      const { id } = await counted(0);
      await given.store.addDerived(id, { origin: 'imported', config: {} }, completed(1));
      expect(await given.store.missing(id, 3)).toEqual([{ from: 1, below: 3 }]);
    });
  });

  const study = async (id: number): Promise<Study> =>
    (await given.store.studies()).find((each) => each.id === id) as Study;

  describe("a search's progress", () => {
    it('counts the first sampled trials by their states, and names the best', async () => {
      const begun = await given.studyWith(9);
      for (const [trial, value] of [3, 2, 2, 1].entries()) await given.run(begun, trial, completed(value));
      await given.run(begun, 4, pruned(0));
      await given.run(begun, 5, failed);
      await given.claim(begun, 6);
      await given.store.addDerived(begun.id, { origin: 'continued', parent: 0, config: {} }, completed(0));
      const counts = { waiting: 2, running: 1, complete: 4, pruned: 1, failed: 1 };
      const progress = await given.store.progress(begun.id, 9);
      expect(progress).toMatchObject({ counts, best: { trial: 3, value: 1 } });
      expect(await given.store.progress(begun.id, 100)).toEqual(progress);
      expect(await given.store.progress(begun.id, 3)).toMatchObject({
        counts: { waiting: 0, running: 0, complete: 3, pruned: 0, failed: 0 },
        best: { trial: 1, value: 2 },
      });
    });

    it('of a study in which nothing is complete has no best', async () => {
      const { id } = await given.studyWith(2);
      const counts = { waiting: 1, running: 0, complete: 0, pruned: 0, failed: 0 };
      expect(await given.store.progress(id, 1)).toStrictEqual({ counts, best: undefined });
    });
  });

  describe('histories', () => {
    it('are those of ended sampled trials, in the order of their numbers, page by page', async () => {
      const begun = await given.studyWith(7);
      for (const trial of [5, 3, 1]) await given.run(begun, trial, completed(trial));
      await given.run(begun, 2, pruned(1));
      await given.run(begun, 0, failed);
      await given.claim(begun, 6);
      await given.store.addDerived(begun.id, { origin: 'imported', config: {} }, completed(9));
      const first = await given.store.histories(begun.id, -1, 3);
      expect(first.map(({ trial, draw, state }) => [trial, draw, state])).toEqual([
        [0, 0, 'failed'],
        [1, 1, 'complete'],
        [2, 2, 'pruned'],
      ]);
      for (const { trial, history } of first) {
        expect(history).toStrictEqual(await given.store.history(begun.id, trial));
      }
      expect(await given.store.histories(begun.id, 2, 9)).toMatchObject([{ trial: 3 }, { trial: 5 }]);
      expect(await given.store.histories(begun.id, 5, 2)).toEqual([]);
    });
  });

  describe('curves', () => {
    it('are those of all trials that have epochs, derived and pruned ones too, page by page', async () => {
      const begun = await given.studyWith(5);
      for (const trial of [3, 0]) await given.run(begun, trial, completed(trial));
      await given.run(begun, 2, pruned(1));
      await given.claim(begun, 4);
      const derived = await given.store.addDerived(begun.id, { origin: 'imported', config: {} }, failed);
      const numbers = async (after: number, limit: number) =>
        (await given.store.curves(begun.id, after, limit)).map(({ trial }) => trial);
      expect(await numbers(-1, 3)).toEqual([0, 2, 3]);
      expect(await numbers(3, 3)).toEqual([derived]);
      expect(await numbers(derived, 3)).toEqual([]);
      for (const { trial, history } of await given.store.curves(begun.id, -1, 9)) {
        expect(history).toStrictEqual(await given.store.history(begun.id, trial));
      }
    });
  });
}
