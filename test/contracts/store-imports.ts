import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/faults/errors.ts';
import type { WholeStudy } from '../../src/store/store.ts';
import { exampleEnsemble } from '../store/example-ensemble.ts';
import { completed, exampleConfig, exampleStudy, waitingTrial } from '../store/example-study.ts';
import type { GivenStore } from './given-store.ts';

const { history } = completed(0.5);
const ended = { state: 'complete', value: 0.5, metrics: { valMae: 0.5 }, bestEpoch: 1, epochs: 2 } as const;

const whole: WholeStudy = {
  study: exampleStudy('elsewhere'),
  createdAt: '2026-01-31T12:00:00.000Z',
  trials: [
    {
      trial: { ...waitingTrial(0), ...ended, seconds: 1.5, backend: 'wasm' },
      history,
      weights: Uint8Array.of(1, 2),
      optimizer: Uint8Array.of(3),
      rungs: [{ rung: 0, epochs: 1, value: 0.75 }],
    },
    {
      trial: { ...waitingTrial(1), ...ended, value: 0.25, origin: 'continued', parent: 0, outOfTime: true },
      history,
    },
    { trial: { ...waitingTrial(2), draw: 1 }, history: [] },
    { trial: { ...waitingTrial(3), ...ended, origin: 'imported' }, history: [] },
  ],
  ensembles: [{ ...exampleEnsemble('alone', [0]), createdAt: '2026-01-31T13:00:00.000Z' }],
};

/** The contract of src/store/store.ts for studies that were recorded elsewhere. */
export function describeImports(given: GivenStore): void {
  describe('importing a study', () => {
    it('holds all that was recorded of it, as if it had been recorded here', async () => {
      const study = await given.store.importStudy(whole);
      expect(study).toStrictEqual({ ...whole.study, id: study.id, createdAt: whole.createdAt });
      expect(await given.store.trials(study.id)).toStrictEqual(whole.trials.map(({ trial }) => trial));
      expect(await given.store.history(study.id, 1)).toEqual(history);
      expect(await given.store.history(study.id, 2)).toEqual([]);
      expect(await given.store.weights(study.id, 0)).toEqual(Uint8Array.of(1, 2));
      expect(await given.store.optimizerState(study.id, 0)).toEqual(Uint8Array.of(3));
      expect(await given.store.rungs(study.id)).toEqual([{ trial: 0, rung: 0, epochs: 1, value: 0.75 }]);
      expect(await given.store.trialsWithWeights(study.id)).toEqual([0]);
      expect(await given.store.ensembles(study.id)).toEqual(whole.ensembles);
      expect((await given.store.top(study.id, 1)).map(({ trial }) => trial)).toEqual([1]);
    });

    it("goes on: a waiting trial is claimed, and the sampler's counts that are not there yet are added", async () => {
      const study = await given.store.importStudy(whole);
      expect(await given.run(study, 2, completed(0.75))).toBe(true);
      const sampled = [0, 1, 2].map((trial) => ({ trial, config: exampleConfig }));
      await given.store.addTrials(study.id, sampled);
      const added = (await given.store.trials(study.id)).slice(4);
      expect(added).toStrictEqual([{ ...waitingTrial(4), draw: 2 }]);
    });

    it('adds nothing when a part of it cannot be added, or its name is taken', async () => {
      const [first] = whole.trials;
      if (first === undefined) throw new Error('the example has trials');
      await expect(given.store.importStudy({ ...whole, trials: [first, first] })).rejects.toThrow();
      expect(await given.store.studies()).toEqual([]);
      const study = await given.store.importStudy(whole);
      await expect(given.store.importStudy(whole)).rejects.toThrow(UsageError);
      expect(await given.store.studies()).toEqual([study]);
    });
  });
}
