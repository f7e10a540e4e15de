import { describe, expect, it } from 'vitest';
import { drawOf } from '../../src/study/trial.ts';
import { completed, exampleConfig, failed, waitingTrial } from '../store/example-study.ts';
import { type GivenStore, numbersTo } from './given-store.ts';

const continued = { origin: 'continued', parent: 1, config: { learningRate: 0.5 } } as const;
const student = {
  origin: 'student',
  config: { units: 4 },
  teacher: { ensemble: 'greedy', temperature: 2, mixture: 0.5 },
} as const;
const runner = { host: 'here', processId: 1, processStart: '' };

/** The contract of src/store/store.ts for derived trials. */
export function describeDerived(given: GivenStore): void {
  describe('a derived trial', () => {
    it('runs at once under the next free number, says where it comes from, and ends as any other', async () => {
      const study = await given.studyWith(2);
      await given.claim(study, 0);
      const claim = await given.store.beginDerived(study.id, continued);
      expect(claim).toEqual({ studyId: study.id, trial: 2, attempt: 1 });
      expect(await given.store.counts(study.id)).toMatchObject({ waiting: 1, running: 1, complete: 0 });
      const running = { ...waitingTrial(2), ...continued, state: 'running' };
      expect(await given.store.trial(study.id, 2)).toStrictEqual(running);
      expect(await given.store.record(claim, completed(1), 20)).toBe(true);
      expect(await given.store.trial(study.id, 2)).toMatchObject({
        ...continued,
        state: 'complete',
        value: 1,
      });
      expect(await given.store.counts(study.id)).toMatchObject({ waiting: 1, running: 1, complete: 1 });
      expect(await given.store.top(study.id, 1)).toMatchObject([
        { trial: 2, origin: 'continued', parent: 1 },
      ]);
    });

    it('may have ended elsewhere, and need not come from a trial', async () => {
      const study = await given.studyWith(1);
      const result = { ...completed(0.5), optimizer: Uint8Array.of(9) };
      expect(await given.store.addDerived(study.id, student, result)).toBe(1);
      expect(await given.store.addDerived(study.id, { ...student, parent: 1 }, failed)).toBe(2);
      const [, first, second] = await given.store.trials(study.id);
      expect(first).toMatchObject({ ...student, state: 'complete', value: 0.5 });
      expect(first).not.toHaveProperty('parent');
      expect(second).toMatchObject({ origin: 'student', parent: 1, state: 'failed' });
      expect(await given.store.history(study.id, 1)).toStrictEqual(result.history);
      expect(await given.store.weights(study.id, 1)).toEqual(result.weights);
      expect(await given.store.optimizerState(study.id, 1)).toEqual(result.optimizer);
    });

    it('leaves nothing when its result cannot be stored', async () => {
      const study = await given.studyWith(1);
      await expect(given.store.addDerived(study.id, student, completed(Number.NaN))).rejects.toThrow(
        RangeError,
      );
      expect(await given.store.trials(study.id)).toHaveLength(1);
    });

    it('keeps its weights, wherever it ranks, and takes no place among the best', async () => {
      const study = await given.studyWith(3);
      await given.run(study, 0, completed(1), 1);
      await given.store.addDerived(study.id, student, completed(0));
      const claim = await given.store.beginDerived(study.id, continued);
      await given.store.record(claim, completed(9), 1);
      await given.run(study, 1, completed(2), 1);
      expect(await given.kept(study, 5)).toEqual([0, 3, 4]);
      await given.run(study, 2, completed(0.5), 1);
      expect(await given.kept(study, 5)).toEqual([2, 3, 4]);
    });

    it('that a dead process left running is removed with the next lease', async () => {
      const study = await given.studyWith(2);
      await given.claim(study, 0);
      await given.store.beginDerived(study.id, continued);
      await given.store.addDerived(study.id, student, completed(1));
      await given.store.lease(study.id, runner, () => false);
      expect(await given.store.trials(study.id)).toMatchObject([
        { trial: 0, state: 'waiting' },
        { trial: 1, state: 'waiting' },
        { trial: 3, state: 'complete', origin: 'student' },
      ]);
    });

    it('begun by two connections at once gets a number of its own', async (context) => {
      const study = await given.studyWith(1);
      const second = await given.secondConnection(context);
      const claims = await Promise.all(
        numbersTo(20).map((at) => (at % 2 ? second : given.store).beginDerived(study.id, continued)),
      );
      expect(claims.map(({ trial }) => trial).sort((a, b) => a - b)).toEqual(numbersTo(21).slice(1));
    });
  });

  describe('a trial that is sampled after derived ones', () => {
    const sampled = (count: number) => numbersTo(count).map((trial) => ({ trial, config: { units: trial } }));

    it('has the number of its draw where that is free, and else the next free one', async () => {
      const study = await given.studyWith(2);
      await given.store.addDerived(study.id, continued, completed(1));
      await given.store.addDerived(study.id, student, completed(1));
      await given.store.addTrials(study.id, sampled(6));
      const trials = await given.store.trials(study.id);
      expect(trials.map(({ trial }) => trial)).toEqual(numbersTo(8));
      expect(trials.map(drawOf)).toEqual([0, 1, undefined, undefined, 4, 5, 2, 3]);
      expect(trials.slice(4).map(({ config }) => config.units)).toEqual([4, 5, 2, 3]);
      expect(trials[6]).toStrictEqual({ ...waitingTrial(6), config: { units: 2 }, draw: 2 });
    });

    it('stays as it is when its draw is added again', async () => {
      const study = await given.studyWith(1);
      await given.store.addDerived(study.id, student, completed(1));
      await given.store.addTrials(study.id, sampled(3));
      const before = await given.store.trials(study.id);
      await given.store.addTrials(study.id, [{ trial: 1, config: exampleConfig }]);
      expect(await given.store.trials(study.id)).toStrictEqual(before);
    });
  });

  describe("an optimizer's state", () => {
    it('comes back byte for byte, and goes with the weights', async () => {
      const study = await given.studyWith(2);
      const optimizer = Uint8Array.of(1, 2, 255);
      await given.run(study, 0, { ...completed(2), optimizer }, 1);
      expect(await given.store.optimizerState(study.id, 0)).toEqual(optimizer);
      await given.run(study, 1, completed(1), 1);
      expect(await given.store.optimizerState(study.id, 0)).toBeUndefined();
      expect(await given.store.weights(study.id, 1)).toBeDefined();
      expect(await given.store.optimizerState(study.id, 1)).toBeUndefined();
    });
  });
}
