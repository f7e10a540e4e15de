import { describe, expect, it } from 'vitest';
import {
  completed,
  exampleConfig,
  exampleStudy,
  failed,
  pruned,
  waitingTrial,
} from '../store/example-study.ts';
import { type GivenStore, numbersTo } from './given-store.ts';

/** The contract of src/store/store.ts for a trial's states from waiting to its end. */
export function describeTrials(given: GivenStore): void {
  describe('trials', () => {
    it('wait, in the order of their numbers, whatever the order they came in', async () => {
      const { id } = await given.studyWith(0);
      await given.store.addTrials(
        id,
        [2, 0, 1].map((trial) => ({ trial, config: exampleConfig })),
      );
      expect(await given.store.trials(id)).toStrictEqual([0, 1, 2].map(waitingTrial));
      expect(await given.store.trial(id, 2)).toStrictEqual(waitingTrial(2));
      expect(await given.store.trial(id, 3)).toBeUndefined();
    });

    it('stay as they are when they are added again', async () => {
      const study = await given.studyWith(1);
      await given.run(study, 0, completed(1));
      const before = await given.store.trial(study.id, 0);
      await given.store.addTrials(study.id, [
        { trial: 0, config: { other: 1 } },
        { trial: 1, config: exampleConfig },
      ]);
      expect(await given.store.trials(study.id)).toStrictEqual([before, waitingTrial(1)]);
    });

    it('may be thousands at once, or none', async () => {
      const { id } = await given.studyWith(2_500);
      await given.store.addTrials(id, []);
      expect((await given.store.trials(id)).map(({ trial }) => trial)).toEqual(numbersTo(2_500));
    });

    it('are counted by state, and every state is named', async () => {
      const study = await given.studyWith(7);
      await given.run(study, 0, completed(1));
      await given.run(study, 1, completed(2));
      await given.run(study, 2, pruned(3));
      await given.run(study, 3, failed);
      await given.claim(study, 4);
      expect(await given.store.counts(study.id)).toEqual({
        waiting: 2,
        running: 1,
        complete: 2,
        pruned: 1,
        failed: 1,
      });
      const empty = await given.store.createStudy(exampleStudy('empty'));
      expect(await given.store.counts(empty.id)).toEqual({
        waiting: 0,
        running: 0,
        complete: 0,
        pruned: 0,
        failed: 0,
      });
    });
  });

  describe('a claim', () => {
    it('makes a waiting trial running, once', async () => {
      const { id } = await given.studyWith(1);
      expect(await given.store.claim(id, 0)).toEqual({ studyId: id, trial: 0, attempt: 1 });
      expect(await given.store.claim(id, 0)).toBeUndefined();
      expect(await given.store.claim(id, 1)).toBeUndefined();
      expect((await given.store.trial(id, 0))?.state).toBe('running');
    });

    it('is won by one of two connections', async (context) => {
      const { id } = await given.studyWith(20);
      const second = await given.secondConnection(context);
      const claims = await Promise.all(
        numbersTo(20).flatMap((trial) => [given.store.claim(id, trial), second.claim(id, trial)]),
      );
      const won = claims.filter((each) => each !== undefined).map(({ trial }) => trial);
      expect(won.sort((a, b) => a - b)).toEqual(numbersTo(20));
    });

    it('can be given back, and the next one has another attempt', async () => {
      const study = await given.studyWith(1);
      const first = await given.claim(study, 0);
      await given.store.unclaim(first);
      expect(await given.store.trial(study.id, 0)).toStrictEqual(waitingTrial(0));
      const second = await given.claim(study, 0);
      expect(second.attempt).toBe(2);
      await given.store.unclaim(first);
      expect((await given.store.trial(study.id, 0))?.state).toBe('running');
    });

    it('cannot be given back once the trial has ended', async () => {
      const study = await given.studyWith(1);
      const claimed = await given.claim(study, 0);
      await given.store.record(claimed, completed(1), 5);
      await given.store.unclaim(claimed);
      expect((await given.store.trial(study.id, 0))?.state).toBe('complete');
    });
  });

  describe('a record', () => {
    it('ends a complete trial with all that it says', async () => {
      const study = await given.studyWith(1);
      const result = completed(0.1 + 0.2);
      expect(await given.run(study, 0, result)).toBe(true);
      expect(await given.store.trial(study.id, 0)).toStrictEqual({
        trial: 0,
        state: 'complete',
        value: 0.1 + 0.2,
        config: exampleConfig,
        metrics: { loss: (0.1 + 0.2) / 3, valMae: 0.1 + 0.2 },
        bestEpoch: 1,
        epochs: 1,
        parameters: 52_650,
        seconds: 3.25,
        backend: 'wasm',
        failure: null,
      });
      expect(await given.store.history(study.id, 0)).toStrictEqual(result.history);
    });

    it('ends a pruned trial with its value, but without a rank or weights', async () => {
      const study = await given.studyWith(1);
      await given.run(study, 0, pruned(0.5));
      expect(await given.store.trial(study.id, 0)).toMatchObject({
        state: 'pruned',
        value: 0.5,
        bestEpoch: 1,
      });
      expect(await given.store.top(study.id, 5)).toEqual([]);
      expect(await given.store.weights(study.id, 0)).toBeUndefined();
      expect(await given.store.history(study.id, 0)).toHaveLength(2);
    });

    it('ends a failed trial with its reason, no value and no weights', async () => {
      const study = await given.studyWith(1);
      await given.run(study, 0, { ...failed, weights: Uint8Array.of(1) });
      expect(await given.store.trial(study.id, 0)).toStrictEqual({
        ...waitingTrial(0),
        state: 'failed',
        epochs: 3,
        seconds: 0.5,
        backend: 'wasm',
        failure: { kind: 'diverged', message: 'loss 1e+26 in epoch 3' },
      });
      expect(await given.store.weights(study.id, 0)).toBeUndefined();
      expect(await given.store.history(study.id, 0)).toStrictEqual(failed.history);
    });

    it('of a stale attempt, or of a trial that has ended, is refused and changes nothing', async () => {
      const study = await given.studyWith(1);
      const stale = await given.claim(study, 0);
      await given.store.unclaim(stale);
      expect(await given.store.record(stale, completed(1), 5)).toBe(false);
      const current = await given.claim(study, 0);
      expect(await given.store.record(stale, completed(1), 5)).toBe(false);
      expect(await given.store.history(study.id, 0)).toEqual([]);
      expect(await given.store.weights(study.id, 0)).toBeUndefined();

      expect(await given.store.record(current, completed(2), 5)).toBe(true);
      expect(await given.store.record(current, completed(3), 5)).toBe(false);
      expect((await given.store.trial(study.id, 0))?.value).toBe(2);
    });

    it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
      'of %d raises RangeError, and the trial still runs',
      async (value) => {
        const study = await given.studyWith(1);
        const claimed = await given.claim(study, 0);
        const { history, ...rest } = completed(1);
        const broken = [
          completed(value),
          { ...rest, history: [...history, { epoch: 2, metrics: { valMae: value } }] },
        ];
        for (const result of broken) {
          await expect(given.store.record(claimed, result, 5)).rejects.toThrow(RangeError);
        }
        expect(await given.store.trial(study.id, 0)).toStrictEqual({ ...waitingTrial(0), state: 'running' });
        expect(await given.store.history(study.id, 0)).toEqual([]);
        expect(await given.store.record(claimed, completed(1), 5)).toBe(true);
      },
    );

    it('leaves no epochs and no weights where none were recorded', async () => {
      const { id } = await given.studyWith(1);
      expect(await given.store.history(id, 0)).toEqual([]);
      expect(await given.store.history(id, 9)).toEqual([]);
      expect(await given.store.weights(id, 0)).toBeUndefined();
    });
  });
}
