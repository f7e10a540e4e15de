import { describe, expect, it } from 'vitest';
import type { FoldResult } from '../../src/store/trial-result.ts';
import { completed, exampleStudy, failed, pruned } from '../store/example-study.ts';
import type { GivenStore } from './given-store.ts';

const runner = (host: string) => ({ host, processId: 7, processStart: '1' });

/** A complete fold, and everything about it follows from its value. */
export function foldResult(value: number): FoldResult {
  const { history, seconds, weights = new Uint8Array() } = completed(value);
  const counts = { bestEpoch: 1, epochs: 1, parameters: 52_650 };
  const outcome = { state: 'complete', value, metrics: { valMae: value }, ...counts } as const;
  return { outcome, history, seconds, weights, optimizer: Uint8Array.of(value, 9) };
}

/** The contract of src/store/store.ts for the complete folds of a trial that has not ended. */
export function describeFolds(given: GivenStore): void {
  describe('a fold', () => {
    it('comes back as it was recorded, and no other does', async () => {
      const study = await given.studyWith(2);
      const claim = await given.claim(study, 0);
      const { optimizer: _, ...without } = foldResult(2);
      expect(await given.store.recordFold(claim, 0, foldResult(1))).toBe(true);
      expect(await given.store.recordFold(claim, 1, without)).toBe(true);
      expect(await given.store.fold(study.id, 0, 0)).toStrictEqual(foldResult(1));
      expect(await given.store.fold(study.id, 0, 1)).toStrictEqual(without);
      expect(await given.store.fold(study.id, 0, 2)).toBeUndefined();
      expect(await given.store.fold(study.id, 1, 0)).toBeUndefined();
      expect((await given.store.trial(study.id, 0))?.state).toBe('running');
    });

    it('is seen by other connections', async (context) => {
      const study = await given.studyWith(1);
      const second = await given.secondConnection(context);
      await given.store.recordFold(await given.claim(study, 0), 0, foldResult(1));
      expect(await second.fold(study.id, 0, 0)).toStrictEqual(foldResult(1));
    });

    it('of a superseded attempt is refused, and the next attempt has those of before', async () => {
      const study = await given.studyWith(1);
      const stale = await given.claim(study, 0);
      await given.store.recordFold(stale, 0, foldResult(1));
      await given.store.unclaim(stale);
      expect(await given.store.recordFold(stale, 1, foldResult(2))).toBe(false);
      const current = await given.claim(study, 0);
      expect(await given.store.recordFold(stale, 1, foldResult(2))).toBe(false);
      expect(await given.store.fold(study.id, 0, 1)).toBeUndefined();
      expect(await given.store.fold(study.id, 0, 0)).toStrictEqual(foldResult(1));
      expect(await given.store.recordFold(current, 1, foldResult(3))).toBe(true);
      expect(await given.store.fold(study.id, 0, 1)).toStrictEqual(foldResult(3));
    });

    it.each([
      ['complete', completed(1)],
      ['pruned', pruned(1)],
      ['failed', failed],
    ])('is forgotten when its trial is %s, and those of other trials are not', async (_, result) => {
      const study = await given.studyWith(2);
      const [claim, other] = [await given.claim(study, 0), await given.claim(study, 1)];
      for (const each of [claim, other]) await given.store.recordFold(each, 0, foldResult(1));
      await given.store.record(claim, result, 5);
      expect(await given.store.fold(study.id, 0, 0)).toBeUndefined();
      expect(await given.store.fold(study.id, 1, 0)).toStrictEqual(foldResult(1));
      expect(await given.store.recordFold(claim, 1, foldResult(1))).toBe(false);
    });

    it('outlives a process that dies, whose late folds are refused', async () => {
      const study = await given.studyWith(1);
      await given.store.lease(study.id, runner('here'), () => true);
      const late = await given.claim(study, 0);
      await given.store.recordFold(late, 0, foldResult(1));
      await given.store.lease(study.id, runner('there'), () => false);
      expect((await given.store.trial(study.id, 0))?.state).toBe('waiting');
      expect(await given.store.recordFold(late, 1, foldResult(2))).toBe(false);
      expect(await given.store.fold(study.id, 0, 0)).toStrictEqual(foldResult(1));
    });

    it('goes with a derived trial whose process died', async () => {
      const study = await given.studyWith(1);
      await given.run(study, 0, completed(1));
      await given.store.lease(study.id, runner('here'), () => true);
      const derived = { origin: 'continued', parent: 0, config: {} } as const;
      const claim = await given.store.beginDerived(study.id, derived);
      await given.store.recordFold(claim, 0, foldResult(1));
      await given.store.lease(study.id, runner('there'), () => false);
      expect(await given.store.trial(study.id, claim.trial)).toBeUndefined();
      const again = await given.store.beginDerived(study.id, derived);
      expect(await given.store.fold(study.id, again.trial, 0)).toBeUndefined();
    });

    it('is forgotten when the study’s module is another', async () => {
      const { spec, ...rest } = exampleStudy('edited');
      const model = { kind: 'module', module: './model.mjs', digest: 'old' } as const;
      const study = await given.store.createStudy({ ...rest, spec: { ...spec, model } });
      await given.store.addTrials(study.id, [{ trial: 0, config: {} }]);
      await given.store.recordFold(await given.claim(study, 0), 0, foldResult(1));
      await given.store.setHumanBaseline(study.id, 0.9);
      expect(await given.store.fold(study.id, 0, 0)).toStrictEqual(foldResult(1));
      await given.store.setModuleDigest(study.id, 'new');
      expect(await given.store.fold(study.id, 0, 0)).toBeUndefined();
    });

    it('of numbers that are not finite raises RangeError', async () => {
      const study = await given.studyWith(1);
      const claim = await given.claim(study, 0);
      await expect(given.store.recordFold(claim, 0, foldResult(Number.NaN))).rejects.toThrow(RangeError);
      expect(await given.store.fold(study.id, 0, 0)).toBeUndefined();
    });
  });
}
