import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { StoredRequest } from '../../src/reports/dashboard/steering.ts';
import { completed, exampleConfig, failed } from '../store/example-study.ts';
import type { GivenStore } from './given-store.ts';
import { atRung } from './store-rungs.ts';

const runner = { host: 'here', processId: 7, processStart: '1' };
const epoch = (number: number) => ({ epoch: number, metrics: { valMae: 1 / number } });

/** The contract of src/store/live-store.ts. */
export function describeLive(given: GivenStore): void {
  const numbers = async (studyId: number, since: number) =>
    (await given.store.changes(studyId, since)).map(({ trial }) => trial.trial);

  describe('a change of a trial', () => {
    it('has a time by every way in which a trial changes', async () => {
      const { store } = given;
      const study = await given.studyWith(3);
      const { id } = study;
      let last = await store.lastChange(id);
      expect(last).toBeGreaterThan(1e9);
      const changing = async (name: string, trial: number, work: () => Promise<unknown>) => {
        // The clock of a database may count milliseconds.
        while (Date.now() / 1000 < last + 0.002) await nextTurn();
        await work();
        const now = await store.lastChange(id);
        expect(now, name).toBeGreaterThan(last);
        last = now;
        expect(await numbers(id, now), name).toContain(trial);
        return given;
      };
      await changing('claim', 0, () => given.claim(study, 0));
      await changing('unclaim', 0, () => store.unclaim({ studyId: id, trial: 0, attempt: 1 }));
      await changing('record', 0, () => given.run(study, 0, atRung(3, 0)));
      await changing('promote', 0, () => store.promote(id, 0));
      await changing('lease', 0, () => store.lease(id, runner, () => false));
      await changing('complete', 1, () => given.run(study, 1, completed(1)));
      await changing('derived', 3, () =>
        store.addDerived(id, { origin: 'imported', config: {} }, completed(2)),
      );
      await changing('sampled', 4, () => store.addTrials(id, [{ trial: 4, config: exampleConfig }]));
      const { outcome, history } = atRung(3, 0);
      await changing('cut', 1, () => store.settle(id, { cuts: [{ trial: 1, outcome, history }] }));
      await changing('enqueue', 5, () =>
        store.enqueue(id, { askedBy: 'a test', from: 0, configure: () => exampleConfig }),
      );
    });

    it('is listed with the trial, by number, and all trials without a time', async () => {
      const study = await given.studyWith(3);
      for (const trial of [2, 1]) await given.run(study, trial, completed(trial));
      const all = await given.store.changes(study.id);
      expect(all.map(({ trial }) => trial)).toEqual(await given.store.trials(study.id));
      const [waiting, one, two] = all.map(({ changedAt, startedAt, endedAt }) => ({
        ...{ changedAt, startedAt: startedAt ?? 0, endedAt: endedAt ?? 0 },
      }));
      expect(waiting).toMatchObject({ startedAt: 0, endedAt: 0 });
      expect(one?.startedAt).toBeGreaterThanOrEqual(two?.endedAt as number);
      expect(one?.endedAt).toBeGreaterThanOrEqual(one?.startedAt as number);
      expect(await given.store.changes(study.id, (one?.changedAt as number) + 60)).toEqual([]);
    });

    it('is seen by another connection, whose number of the data then differs', async (context) => {
      const study = await given.studyWith(1);
      const second = await given.secondConnection(context);
      const before = await second.dataVersion();
      await given.run(study, 0, completed(1));
      if (before !== undefined) expect(await second.dataVersion()).not.toBe(before);
      expect(await second.lastChange(study.id)).toBe(await given.store.lastChange(study.id));
    });
  });

  describe('the runs of a study', () => {
    it('are attempts with their workers: one for each rung, and one that runs without an end', async () => {
      const { store } = given;
      const study = await given.studyWith(2);
      const first = await store.claim(study.id, 0, 'worker 2');
      await store.record(first as NonNullable<typeof first>, atRung(3, 0), 5);
      await store.promote(study.id, 0, 'worker 1');
      await store.beginDerived(study.id, { origin: 'continued', parent: 0, config: {} });
      const runs = await store.runs(study.id);
      expect(runs.map(({ trial, worker, endedAt }) => [trial, worker, endedAt === null])).toEqual([
        [0, 'worker 2', false],
        [0, 'worker 1', true],
        [2, '', true],
      ]);
      const since = (runs[0]?.endedAt as number) + 1e-4;
      expect((await store.runs(study.id, since)).map(({ worker }) => worker)).toEqual(['worker 1', '']);
    });

    it('of a process that was killed end with the last change that it made', async () => {
      const study = await given.studyWith(2);
      await given.claim(study, 0);
      await given.claim(study, 1);
      const last = await given.store.lastChange(study.id);
      await given.store.lease(study.id, runner, () => false);
      const runs = await given.store.runs(study.id);
      expect(runs.map(({ endedAt }) => endedAt)).toEqual(
        runs.map(({ startedAt }) => Math.max(startedAt, last)),
      );
    });
  });

  describe('the epochs of running trials', () => {
    it('are there until the trial ends, those of an earlier attempt not at all', async () => {
      const { store } = given;
      const study = await given.studyWith(2);
      const old = await given.claim(study, 0);
      await store.reportEpochs([{ ...old, part: 0, history: [epoch(1)] }]);
      await store.lease(study.id, runner, () => false);
      const claim = await given.claim(study, 0);
      expect(await store.liveEpochs(study.id)).toEqual([]);
      await store.reportEpochs([
        { ...claim, part: 0, fold: 1, history: [epoch(1)] },
        { ...claim, part: 1, history: [epoch(2), epoch(3)] },
        { ...old, part: 1, history: [epoch(9)] },
        { ...claim, trial: 1, part: 0, history: [epoch(1)] },
      ]);
      expect(await store.liveEpochs(study.id)).toEqual([
        {
          ...{ trial: 0, attempt: 2 },
          epochs: [{ fold: 1, record: epoch(1) }, { record: epoch(2) }, { record: epoch(3) }],
        },
      ]);
      await store.record(claim, completed(1), 5);
      await store.reportEpochs([{ ...claim, part: 2, history: [epoch(4)] }]);
      expect(await store.liveEpochs(study.id)).toEqual([]);
      expect(await store.takeProgress(study.id)).toEqual([]);
    });
  });

  describe('a request', () => {
    it('is kept in the order of asking, and open until its first answer', async (context) => {
      const { store } = given;
      const { id } = await given.studyWith(0);
      const stop = await store.ask(id, { kind: 'stop' }, 'ann on host1');
      const prune = await store.ask(id, { kind: 'prune', trial: 3 }, 'the dashboard');
      expect(stop).toEqual({
        ...{ id: stop.id, request: { kind: 'stop' }, askedBy: 'ann on host1' },
        ...{ askedAt: stop.askedAt, answer: null },
      });
      expect(stop.askedAt).toBeGreaterThan(1e9);
      const second = await given.secondConnection(context);
      await second.answer(id, prune.id, { isDone: false, text: 'trial 3 does not run' });
      await store.answer(id, prune.id, { isDone: true, text: 'too late' });
      expect(await store.openRequests(id)).toEqual([stop]);
      const answered = { ...prune, answer: { isDone: false, text: 'trial 3 does not run' } };
      expect(await second.requests(id)).toEqual([stop, answered]);
    });

    it('for a configuration adds a waiting trial with a number that no sampled trial needs', async () => {
      const { store } = given;
      const { id } = await given.studyWith(2);
      const enqueue = (from: number): Promise<StoredRequest> =>
        store.enqueue(id, { askedBy: 'a test', from, configure: (trial) => ({ ...exampleConfig, trial }) });
      const request = await enqueue(5);
      const config = { ...exampleConfig, trial: 5 };
      expect(request).toMatchObject({ request: { kind: 'enqueue', config }, trial: 5, answer: null });
      expect((await enqueue(0)).trial).toBe(6);
      const waiting = await store.waitingEnqueued(id);
      expect(waiting.map(({ trial, origin, state }) => [trial, origin, state])).toEqual([
        [5, 'enqueued', 'waiting'],
        [6, 'enqueued', 'waiting'],
      ]);
      expect(waiting[0]?.config).toEqual(config);
      const sampled = await store.waiting(id, { from: 0, below: 99 }, 99);
      expect(sampled.map(({ trial }) => trial)).toEqual([0, 1]);
      await store.dropWaiting(id, 0);
      expect(await store.waitingEnqueued(id)).toHaveLength(2);
    });

    it('leaves nothing when its configuration is refused', async () => {
      const { id } = await given.studyWith(0);
      const refuse = () => {
        throw new RangeError('refused');
      };
      const asked = given.store.enqueue(id, { askedBy: 'a test', from: 0, configure: refuse });
      await expect(asked).rejects.toThrow('refused');
      expect(await given.store.requests(id)).toEqual([]);
      expect(await given.store.trials(id)).toEqual([]);
    });

    it('has a trial that waits again after its process was killed', async () => {
      const study = await given.studyWith(1);
      const { store } = given;
      await store.enqueue(study.id, { askedBy: 'a test', from: 0, configure: () => exampleConfig });
      await given.claim(study, 1);
      await store.lease(study.id, runner, () => false);
      expect((await store.waitingEnqueued(study.id)).map(({ trial }) => trial)).toEqual([1]);
      await given.run(study, 1, failed);
      expect(await store.trial(study.id, 1)).toMatchObject({ state: 'failed', origin: 'enqueued' });
    });
  });
}
