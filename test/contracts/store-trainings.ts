import { describe, expect, it } from 'vitest';
import { completed } from '../store/example-study.ts';
import type { GivenStore } from './given-store.ts';

/** The contract of src/store/store.ts for values of trainings that are no trials. */
export function describeTrainings(given: GivenStore): void {
  describe('a kept training', () => {
    it('has the value that was kept first, for its own trial alone, and is seen by other connections', async (context) => {
      const study = await given.studyWith(2);
      for (const trial of [0, 1]) await given.run(study, trial, completed(trial));
      const before = await given.store.trials(study.id);
      const second = await given.secondConnection(context);
      await given.store.recordTraining(study.id, 0, { key: 'a', value: 0.1 + 0.2 });
      await second.recordTraining(study.id, 0, { key: 'b', value: -1 });
      await second.recordTraining(study.id, 0, { key: 'a', value: 7 });
      expect([...(await second.trainings(study.id, 0))].sort()).toEqual([
        ['a', 0.1 + 0.2],
        ['b', -1],
      ]);
      expect((await given.store.trainings(study.id, 1)).size).toBe(0);
      await second.recordTraining(study.id, 1, { key: 'a', value: 2 });
      expect(await given.store.trainingCount(study.id)).toBe(3);
      expect(await given.store.trials(study.id)).toEqual(before);
    });

    it('must be finite', async () => {
      const study = await given.studyWith(1);
      const kept = given.store.recordTraining(study.id, 0, { key: 'a', value: Number.NaN });
      await expect(kept).rejects.toThrow(RangeError);
    });

    it('is forgotten when the study takes another module', async () => {
      const study = await given.studyWith(1);
      await given.store.recordTraining(study.id, 0, { key: 'a', value: 1 });
      await given.store.setModuleDigest(study.id, 'another');
      expect((await given.store.trainings(study.id, 0)).size).toBe(0);
    });
  });
}
