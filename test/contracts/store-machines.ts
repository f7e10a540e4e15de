import { describe, expect, it } from 'vitest';
import type { TrialJob } from '../../src/store/machines.ts';
import type { Study } from '../../src/store/store.ts';
import { completed, exampleConfig, failed } from '../store/example-study.ts';
import type { GivenStore } from './given-store.ts';
import { foldResult } from './store-folds.ts';
import { atRung } from './store-rungs.ts';

const runner = (host: string) => ({ host, processId: 7, processStart: '1' });

export const exampleWorker = {
  ...{ id: 'one', host: 'here', processId: 7, slots: 2, heartbeatSeconds: 600 },
  software: { hpsearch: '0.1.0', node: '20.20.2' },
};

const epoch = (number: number) => ({ epoch: number, metrics: { valMae: 1 / number } });

/** The contract of src/store/machines.ts. */
export function describeMachines(given: GivenStore): void {
  const leased = async (count: number) => {
    const study = await given.studyWith(count);
    await given.store.lease(study.id, runner('here'), () => true);
    const lease = await given.store.renew(study.id, runner('here'));
    if (lease === undefined) throw new Error('the lease is not held');
    return { study, lease };
  };
  const jobOf = ({ id }: Study, lease: number, trial: number, rung?: number): TrialJob => ({
    ...{ studyId: id, trial, draw: trial, lease, keep: 5 },
    ...(rung !== undefined && { rung: { rung, epochs: 3 ** rung } }),
  });
  const claimed = async (job: TrialJob, worker = 'one') => {
    const claim = await given.store.claimJob(job, worker);
    if (claim === undefined) throw new Error(`trial ${job.trial} cannot be claimed`);
    return claim;
  };

  describe('a lease that is renewed', () => {
    it('has a higher number whenever it is given, and none for a process that has lost it', async () => {
      const { study, lease } = await leased(0);
      expect(await given.store.renew(study.id, runner('here'))).toBe(lease);
      expect(await given.store.renew(study.id, runner('there'))).toBeUndefined();
      await given.store.lease(study.id, runner('there'), () => false);
      expect(await given.store.renew(study.id, runner('here'))).toBeUndefined();
      expect(await given.store.renew(study.id, runner('there'))).toBeGreaterThan(lease);
      await given.store.release(study.id, runner('there'));
      expect(await given.store.renew(study.id, runner('there'))).toBeUndefined();
    });
  });

  describe('a job', () => {
    it('is claimed with its configuration, and again when its worker was lost, whose record is refused', async () => {
      const { study, lease } = await leased(1);
      const job = jobOf(study, lease, 0);
      const first = await claimed(job);
      expect(first).toEqual({ studyId: study.id, trial: 0, attempt: 1, config: exampleConfig });
      const second = await claimed(job, 'two');
      expect(second.attempt).toBe(2);
      expect(await given.store.record(first, completed(1), 5)).toBe(false);
      expect(await given.store.record(second, completed(2), 5)).toBe(true);
      expect(await given.store.claimJob(job, 'three')).toBeUndefined();
      expect(await given.store.trial(study.id, 0)).toMatchObject({ state: 'complete', value: 2 });
    });

    it('is stale once its trial has ended, under a later lease, and for a trial that does not exist', async () => {
      const { study, lease } = await leased(2);
      await given.run(study, 0, failed);
      expect(await given.store.claimJob(jobOf(study, lease, 0), 'one')).toBeUndefined();
      expect(await given.store.claimJob(jobOf(study, lease, 5), 'one')).toBeUndefined();
      expect(await given.store.claimJob({ ...jobOf(study, lease, 1), studyId: 99 }, 'one')).toBeUndefined();
      await given.store.lease(study.id, runner('there'), () => false);
      expect(await given.store.claimJob(jobOf(study, lease, 1), 'one')).toBeUndefined();
      expect((await given.store.trial(study.id, 1))?.state).toBe('waiting');
    });

    it('of a rung is claimed until the rung has a result', async () => {
      const { study, lease } = await leased(1);
      const first = await claimed(jobOf(study, lease, 0, 0));
      await given.store.record(first, atRung(3, 0), 5);
      expect(await given.store.claimJob(jobOf(study, lease, 0, 0), 'one')).toBeUndefined();
      expect(await given.store.claimJob(jobOf(study, lease, 0), 'one')).toBeUndefined();
      const second = await claimed(jobOf(study, lease, 0, 1));
      expect(await given.store.trial(study.id, 0)).toMatchObject({ state: 'running', value: null });
      await given.store.record(second, atRung(2, 1), 5);
      expect(await given.store.claimJob(jobOf(study, lease, 0, 1), 'one')).toBeUndefined();
      expect(await given.store.jobProgress(study.id, [0, 7])).toEqual([
        { trial: 0, state: 'pruned', attempt: 2, rung: 1 },
      ]);
    });

    it('that is given back waits, and nothing of its claim stays', async () => {
      const { study, lease } = await leased(1);
      await given.store.joinWorker(exampleWorker);
      const claim = await claimed(jobOf(study, lease, 0));
      await given.store.unclaim(claim);
      expect((await given.store.seeWorker('one', []))?.owned).toEqual([]);
      expect(await given.store.record(claim, completed(1), 5)).toBe(false);
      expect(await given.store.jobProgress(study.id, [0])).toEqual([
        { trial: 0, state: 'waiting', attempt: 1 },
      ]);
    });
  });

  describe('a trial whose worker outlives the lease', () => {
    it('waits, and its folds and its result are accepted', async () => {
      const { study, lease } = await leased(1);
      const claim = await claimed(jobOf(study, lease, 0));
      await given.store.lease(study.id, runner('there'), () => false);
      const waiting = await given.store.orphans(study.id, [0]);
      expect(waiting).toMatchObject([{ trial: 0, state: 'waiting' }]);
      expect(await given.store.recordFold(claim, 0, foldResult(1))).toBe(true);
      expect((await given.store.trial(study.id, 0))?.state).toBe('waiting');
      expect(await given.store.record(claim, completed(1), 5)).toBe(true);
      expect(await given.store.orphans(study.id, [0])).toEqual([]);
    });

    it('is refused when its worker is not among the live ones, and when it was claimed again', async () => {
      const { study, lease } = await leased(2);
      const [lost, again] = [await claimed(jobOf(study, lease, 0)), await claimed(jobOf(study, lease, 1))];
      await given.store.lease(study.id, runner('there'), () => false);
      expect(await given.store.orphans(study.id, [1])).toMatchObject([{ trial: 1 }]);
      expect(await given.store.record(lost, completed(1), 5)).toBe(false);
      const current = await given.store.renew(study.id, runner('there'));
      await claimed(jobOf(study, current as number, 1), 'two');
      expect(await given.store.record(again, completed(1), 5)).toBe(false);
    });
  });

  describe('a worker', () => {
    it('is live from when it joins until it leaves', async () => {
      expect(await given.store.workers()).toEqual([]);
      await given.store.joinWorker(exampleWorker);
      await given.store.joinWorker({ ...exampleWorker, id: 'two', slots: 4 });
      const [first, second] = await given.store.workers();
      expect(first).toEqual({ ...exampleWorker, seenSecondsAgo: expect.any(Number) });
      expect(second?.slots).toBe(4);
      await given.store.leaveWorker('one');
      await given.store.leaveWorker('one');
      expect(await given.store.workers()).toMatchObject([{ id: 'two' }]);
      expect(await given.store.seeWorker('one', [])).toBeUndefined();
    });

    it('is not live once it has missed three heartbeats, until it is seen again', async () => {
      await given.store.joinWorker({ ...exampleWorker, heartbeatSeconds: 0 });
      expect(await given.store.workers()).toEqual([]);
      expect(await given.store.seeWorker('one', [])).toEqual({ owned: [], workers: 0 });
    });

    it('that was killed long ago is forgotten when another one joins', async () => {
      await given.store.joinWorker({ ...exampleWorker, heartbeatSeconds: 0 });
      await given.store.joinWorker({ ...exampleWorker, id: 'two' });
      expect(await given.store.seeWorker('one', [])).toBeUndefined();
      expect(await given.store.seeWorker('two', [])).toMatchObject({ workers: 1 });
    });

    it('learns which trials are its own and which are to end', async () => {
      const { study, lease } = await leased(3);
      await given.store.joinWorker(exampleWorker);
      const claims = [0, 1, 2].map((trial) => claimed(jobOf(study, lease, trial)));
      const [first, second, third] = await Promise.all(claims);
      await claimed(jobOf(study, lease, 0), 'two');
      if (first && second && third) {
        await given.store.record(third, completed(1), 5);
        for (const claim of [first, second, third]) await given.store.askToEnd(claim);
      }
      expect(await given.store.seeWorker('one', [])).toEqual({
        owned: [{ studyId: study.id, trial: 1, attempt: 1, isAskedToEnd: true }],
        workers: 1,
      });
    });

    it('reports epochs, which the runner takes once under each lease, until the trial ends', async () => {
      const { study, lease } = await leased(2);
      await given.store.joinWorker(exampleWorker);
      const { config: _, ...claim } = await claimed(jobOf(study, lease, 1));
      const parts = [
        { ...claim, part: 0, history: [epoch(1), epoch(2)] },
        { ...claim, part: 1, fold: 3, history: [epoch(3)] },
      ];
      await given.store.seeWorker('one', parts.slice(0, 1));
      await given.store.seeWorker('one', [...parts, { ...claim, trial: 0, part: 0, history: [epoch(1)] }]);
      expect(await given.store.takeProgress(study.id)).toStrictEqual(parts);
      expect(await given.store.takeProgress(study.id)).toEqual([]);
      await given.store.lease(study.id, runner('there'), () => false);
      expect(await given.store.takeProgress(study.id)).toStrictEqual(parts);
      await given.store.lease(study.id, runner('here'), () => false);
      await given.store.record(claim, completed(1), 5);
      expect(await given.store.takeProgress(study.id)).toEqual([]);
    });
  });
}
