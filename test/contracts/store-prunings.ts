import { describe, expect, it } from 'vitest';
import { completed, failed, pruned } from '../store/example-study.ts';
import type { GivenStore } from './given-store.ts';

/** The contract of src/store/store.ts for trials that are cut back after their end. */
export function describePrunings(given: GivenStore): void {
  describe('settle', () => {
    it.each([
      ['complete', completed(3)],
      ['failed', failed],
      ['pruned', pruned(3)],
    ])('replaces the outcome and the history of a %s trial and deletes its weights', async (_, result) => {
      const study = await given.studyWith(2);
      await given.run(study, 0, result);
      await given.run(study, 1, completed(5));
      const { outcome, history, seconds } = pruned(4);
      await given.store.settle(study.id, { cuts: [{ trial: 0, outcome, history }] });
      const { seconds: measured, backend, ...trial } = (await given.store.trial(study.id, 0)) ?? {};
      expect(trial).toMatchObject({ ...outcome, trial: 0, failure: null });
      expect([measured, backend]).toEqual([result.seconds ?? seconds, 'wasm']);
      expect(await given.store.history(study.id, 0)).toEqual(history);
      expect(await given.kept(study, 2)).toEqual([1]);
    });

    it('leaves trials that run, that wait and that were not sampled', async () => {
      const study = await given.studyWith(2);
      await given.claim(study, 1);
      const derived = await given.store.addDerived(
        study.id,
        { origin: 'imported', config: {} },
        completed(9),
      );
      const before = await given.store.trials(study.id);
      const cuts = [0, 1, derived, 77].map((trial) => ({ trial, ...pruned(1) }));
      await given.store.settle(study.id, { cuts });
      expect(await given.store.trials(study.id)).toEqual(before);
      expect(await given.store.history(study.id, 0)).toEqual([]);
    });

    it('deletes the weights of all but the best of the trials below a count', async () => {
      const study = await given.studyWith(6);
      const values = [5, 2, 4, 1, 9, 0];
      for (const [trial, value] of values.entries()) await given.run(study, trial, completed(value), 100);
      const derived = await given.store.addDerived(
        study.id,
        { origin: 'imported', config: {} },
        completed(9),
      );
      await given.store.settle(study.id, { cuts: [], best: { keep: 2, below: 4 } });
      expect(await given.store.trialsWithWeights(study.id)).toEqual([1, 3, 4, 5, derived]);
      await given.store.settle(study.id, { cuts: [], best: { keep: 2, below: 6 } });
      expect(await given.store.trialsWithWeights(study.id)).toEqual([3, 5, derived]);
    });
  });
}
