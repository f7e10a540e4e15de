import { describe, expect, it } from 'vitest';
import type { TrialResult } from '../../src/store/trial-result.ts';
import { completed, exampleStudy, failed, pruned, waitingTrial } from '../store/example-study.ts';
import type { GivenStore } from './given-store.ts';

const runner = (host: string) => ({ host, processId: 7, processStart: '1' });

/** The rungs 1, 3, 9, … of a scheduler. */
const rungAt = (rung: number) => ({ rung, epochs: 3 ** rung });

/** A trial that stopped at a rung with this value, and everything about it follows from the two. */
export function atRung(value: number, rung: number): TrialResult {
  return { ...pruned(value), rung: { ...rungAt(rung), parked: Uint8Array.of(value, rung) } };
}

/** The contract of src/store/store.ts for trials that stop at rungs and resume. */
export function describeRungs(given: GivenStore): void {
  const { claim, rungs, parked } = {
    claim: (...[study, trial]: Parameters<GivenStore['claim']>) => given.claim(study, trial),
    rungs: (studyId: number) => given.store.rungs(studyId),
    parked: (studyId: number, trial: number) => given.store.parked(studyId, trial),
  };
  const promote = async (studyId: number, trial: number) => {
    const claimed = await given.store.promote(studyId, trial);
    if (claimed === undefined) throw new Error(`trial ${trial} is not pruned`);
    return claimed;
  };

  describe('a rung', () => {
    it('is recorded with its trial, and no other trial has it', async () => {
      const study = await given.studyWith(3);
      expect(await rungs(study.id)).toEqual([]);
      await given.run(study, 2, atRung(4, 0));
      await given.run(study, 0, atRung(5, 0));
      expect(await rungs(study.id)).toStrictEqual([
        { trial: 0, ...rungAt(0), value: 5 },
        { trial: 2, ...rungAt(0), value: 4 },
      ]);
      expect(await parked(study.id, 0)).toStrictEqual({ state: Uint8Array.of(5, 0), seconds: 3.25 });
      expect(await parked(study.id, 1)).toBeUndefined();
      expect(await given.store.trial(study.id, 2)).toMatchObject({ state: 'pruned', value: 4, epochs: 1 });
      expect(await rungs(study.id + 1)).toEqual([]);
    });

    it('is seen by other connections', async (context) => {
      const study = await given.studyWith(1);
      const second = await given.secondConnection(context);
      await given.run(study, 0, atRung(1, 0));
      expect(await second.rungs(study.id)).toEqual(await rungs(study.id));
      expect(await second.parked(study.id, 0)).toEqual(await parked(study.id, 0));
    });

    it.each([
      ['complete', completed(2), 2],
      ['failed', failed, null],
    ])('that a %s trial reached leaves no state behind', async (_, result, value) => {
      const study = await given.studyWith(1);
      await given.run(study, 0, atRung(1, 0));
      const again = await promote(study.id, 0);
      const rung = { ...rungAt(1), parked: Uint8Array.of(9) };
      expect(await given.store.record(again, { ...result, rung }, 5)).toBe(true);
      expect((await rungs(study.id)).map((row) => row.value)).toEqual([1, value]);
      expect(await parked(study.id, 0)).toBeUndefined();
    });

    it('of a superseded attempt is refused', async () => {
      const study = await given.studyWith(1);
      const stale = await claim(study, 0);
      await given.store.unclaim(stale);
      await claim(study, 0);
      expect(await given.store.record(stale, atRung(1, 0), 5)).toBe(false);
      expect([await rungs(study.id), await parked(study.id, 0)]).toEqual([[], undefined]);
    });

    it('with a number that is not finite raises RangeError, and nothing is written', async () => {
      const study = await given.studyWith(1);
      const claimed = await claim(study, 0);
      await expect(given.store.record(claimed, atRung(Number.NaN, 0), 5)).rejects.toThrow(RangeError);
      expect([await rungs(study.id), await parked(study.id, 0)]).toEqual([[], undefined]);
    });
  });

  describe('a promoted trial', () => {
    it('runs with empty results, and keeps its rungs, epochs and state until it is recorded', async () => {
      const study = await given.studyWith(1);
      const stopped = atRung(5, 0);
      const outcome = { ...stopped.outcome, outOfTime: true } as TrialResult['outcome'];
      await given.run(study, 0, { ...stopped, outcome });
      const again = await promote(study.id, 0);
      expect(again).toEqual({ studyId: study.id, trial: 0, attempt: 2 });
      expect(await given.store.trial(study.id, 0)).toStrictEqual({ ...waitingTrial(0), state: 'running' });
      expect(await given.store.history(study.id, 0)).toEqual(pruned(5).history);
      expect(await parked(study.id, 0)).toMatchObject({ state: Uint8Array.of(5, 0) });
      const { history } = completed(4);
      const longer = [...history, { epoch: 2, metrics: { valMae: 4 } }];
      await given.store.record(again, { ...atRung(4, 1), history: longer, seconds: 9 }, 5);
      expect(await given.store.history(study.id, 0)).toEqual(longer);
      expect(await parked(study.id, 0)).toEqual({ state: Uint8Array.of(4, 1), seconds: 9 });
      expect((await rungs(study.id)).map(({ rung, value }) => [rung, value])).toEqual([
        [0, 5],
        [1, 4],
      ]);
    });

    it('was pruned, and is promoted once', async () => {
      const study = await given.studyWith(3);
      await given.run(study, 0, completed(1));
      await claim(study, 1);
      for (const trial of [0, 1, 2, 9]) expect(await given.store.promote(study.id, trial)).toBeUndefined();
      await given.run(study, 2, atRung(1, 0));
      expect(await given.store.promote(study.id, 2)).toBeDefined();
      expect(await given.store.promote(study.id, 2)).toBeUndefined();
    });

    it('waits with its state when its process has died, and may repeat a rung', async () => {
      const study = await given.studyWith(1);
      await given.store.lease(study.id, runner('here'), () => true);
      await given.run(study, 0, atRung(5, 0));
      const late = await promote(study.id, 0);
      await given.store.lease(study.id, runner('there'), () => false);
      expect(await given.store.trial(study.id, 0)).toStrictEqual(waitingTrial(0));
      expect(await given.store.record(late, atRung(4, 1), 5)).toBe(false);
      expect(await parked(study.id, 0)).toMatchObject({ state: Uint8Array.of(5, 0) });
      await given.run(study, 0, atRung(5, 0));
      expect(await rungs(study.id)).toHaveLength(1);
    });
  });

  describe('a parked state', () => {
    it('is dropped alone, and its trial stays', async () => {
      const study = await given.studyWith(3);
      for (const trial of [0, 1, 2]) await given.run(study, trial, atRung(1, 0));
      await given.store.dropParked(study.id, []);
      await given.store.dropParked(study.id, [0, 2, 7]);
      const left = await Promise.all([0, 1, 2].map((trial) => parked(study.id, trial)));
      expect(left.map((each) => each !== undefined)).toEqual([false, true, false]);
      expect(await rungs(study.id)).toHaveLength(3);
      expect(await given.store.counts(study.id)).toMatchObject({ pruned: 3 });
    });

    it('of another study stays', async () => {
      const [one, two] = [await given.studyWith(1), await given.studyWith(1, 'maximize')];
      for (const each of [one, two]) await given.run(each, 0, atRung(1, 0));
      await given.store.dropParked(one.id, [0]);
      expect([await parked(one.id, 0), await parked(two.id, 0)]).toEqual([
        undefined,
        { state: Uint8Array.of(1, 0), seconds: 3.25 },
      ]);
    });

    it('is forgotten when the study’s module is another', async () => {
      const { spec, ...rest } = exampleStudy('edited');
      const model = { kind: 'module', module: './model.mjs', digest: 'old' } as const;
      const study = await given.store.createStudy({ ...rest, spec: { ...spec, model } });
      await given.store.addTrials(study.id, [{ trial: 0, config: {} }]);
      await given.run(study, 0, atRung(1, 0));
      await given.store.setModuleDigest(study.id, 'new');
      expect(await parked(study.id, 0)).toBeUndefined();
    });
  });
}
