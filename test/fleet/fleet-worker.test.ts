import { beforeEach, describe, expect, it, vi } from 'vitest';
import { isAskedToStop, type TaskEnd } from '../../src/pool/messages.ts';
import { recordingIn, type Script } from '../search/scripted-pool.ts';
import { GivenFleet } from './given-fleet.ts';

let fleet: GivenFleet;
beforeEach(async () => {
  fleet = await GivenFleet.open();
});

const forever: Script = () => new Promise<TaskEnd>(() => {});
const soon = { timeout: 20_000, interval: 5 };

describe('a worker', () => {
  it('records the trials of all studies that have jobs, ends their jobs, and leaves when it is idle', async () => {
    const one = await fleet.study('one', 3);
    const two = await fleet.study('two', 2);
    const { ended, log } = fleet.start(undefined, { idleSeconds: 0.1 });
    await ended;
    expect(log.filter((line) => line.startsWith('record')).sort()).toEqual([
      ...[0, 1, 2].map((trial) => `record ${one.id}/${trial} complete`),
      ...[0, 1].map((trial) => `record ${two.id}/${trial} complete`),
    ]);
    expect(new Set(Object.values(fleet.queue.states()))).toEqual(new Set(['complete']));
    expect(await fleet.store.counts(one.id)).toMatchObject({ complete: 3 });
    expect(await fleet.store.workers()).toEqual([]);
  });

  it('is listed while it works, and touches its jobs', async () => {
    await fleet.study('one', 1);
    fleet.start(forever);
    await vi.waitFor(() => expect([...fleet.queue.touched]).toEqual([0]), soon);
    expect(await fleet.store.workers()).toMatchObject([{ id: 'one', slots: 2 }]);
  });

  it('gives studies equal shares of its slots', async () => {
    const studies = [await fleet.study('one', 8), await fleet.study('two', 8)];
    const record = recordingIn(fleet.store);
    const log: string[] = [];
    const areOpen = () => studies.every(({ id }) => log.includes(`open ${id}`));
    const script: Script = async (task, report) => {
      if (task.trial >= 2) return forever(task, report);
      await vi.waitFor(() => expect(areOpen()).toBe(true), soon);
      return record(task, report);
    };
    fleet.start(script, { slots: 4, log });
    const running = (id: number) =>
      log.filter((line) => line.startsWith(`start ${id}/`)).length -
      log.filter((line) => line.startsWith(`record ${id}/`)).length;
    await vi.waitFor(() => expect(studies.map(({ id }) => running(id))).toEqual([2, 2]), soon);
  });

  it('gives all slots to one study where the others have no jobs', async () => {
    await fleet.study('idle', 1);
    const record = recordingIn(fleet.store);
    const script: Script = (task, report) =>
      task.studyId === 1 ? record(task, report) : forever(task, report);
    const { log } = fleet.start(script, { slots: 2 });
    await vi.waitFor(() => expect(log).toContain('record 1/0 complete'), soon);
    await fleet.study('busy', 2);
    await vi.waitFor(() => expect(log.filter((line) => line.startsWith('start 2/'))).toHaveLength(2), soon);
  });

  it('serves only the studies that are wanted', async () => {
    const one = await fleet.study('one', 1);
    const two = await fleet.study('two', 1);
    const isWanted = (studyId: number) => studyId === two.id;
    await fleet.start(undefined, { idleSeconds: 0.1, isWanted }).ended;
    expect(await fleet.store.counts(one.id)).toMatchObject({ waiting: 1 });
    expect(await fleet.store.counts(two.id)).toMatchObject({ complete: 1 });
  });

  it('leaves the jobs of a study that it refuses to others, and says so once', async () => {
    const one = await fleet.study('one', 2);
    const openHere = async (study: typeof one) => ({ study, reason: 'no data' });
    const { ended, log } = fleet.start(undefined, { idleSeconds: 0.2, openHere });
    await ended;
    expect(log).toEqual([`refuse ${one.id}: no data`]);
    expect(Object.values(fleet.queue.states())).toEqual(['waiting', 'waiting']);
  });

  it('does not leave as idle while it opens a study', async () => {
    const one = await fleet.study('one', 1);
    const { ended, log } = fleet.start(undefined, { idleSeconds: 1e-6 });
    await ended;
    expect(log).toContain(`record ${one.id}/0 complete`);
  });

  it('ends with the error of a trial that could not be recorded, and gives the others back', async () => {
    const one = await fleet.study('one', 2);
    const script: Script = async ({ trial }) =>
      trial === 0 ? { kind: 'storeFailed', message: 'the disk is full' } : new Promise<TaskEnd>(() => {});
    const { ended } = fleet.start(script);
    await expect(ended).rejects.toThrow('trial 0 could not be recorded: the disk is full');
    expect(await fleet.store.counts(one.id)).toMatchObject({ waiting: 2, running: 0 });
    expect(Object.values(fleet.queue.states())).toEqual(['waiting', 'waiting']);
  });
});

describe('a worker that is asked to leave', () => {
  it('ends with that error also where the store does not take the trial back', async () => {
    await fleet.study('one', 1);
    const unclaim = async () => {
      throw new Error('the disk is still full');
    };
    const script: Script = async () => ({ kind: 'storeFailed', message: 'the disk is full' });
    const { ended, log } = fleet.start(script, { store: { ...fleet.store, unclaim } });
    await expect(ended).rejects.toThrow('trial 0 could not be recorded: the disk is full');
    expect(log).toContain('error Error: the disk is still full');
  });

  it('gives the jobs back that it has fetched ahead of short trials', async () => {
    const one = await fleet.study('one', 4);
    const record = recordingIn(fleet.store);
    const script: Script = (task, report) =>
      task.trial === 0 ? record(task, report) : forever(task, report);
    const { ended, leave } = fleet.start(script, { slots: 1, graceSeconds: 0 });
    const states = () => Object.values(fleet.queue.states());
    await vi.waitFor(() => expect(states()).toEqual(['complete', 'fetched', 'fetched', 'waiting']), soon);
    expect(await fleet.store.counts(one.id)).toMatchObject({ complete: 1, running: 1, waiting: 2 });
    leave();
    await ended;
    expect(states()).toEqual(['complete', 'waiting', 'waiting', 'waiting']);
  });

  it('gives its running trials and their jobs back at once', async () => {
    const one = await fleet.study('one', 3);
    const { ended, leave, log } = fleet.start(forever, { graceSeconds: 0 });
    await vi.waitFor(() => expect(log).toContain(`start ${one.id}/1`), soon);
    leave();
    await ended;
    expect(log.slice(-2).sort()).toEqual([0, 1].map((trial) => `givenBack ${one.id}/${trial}`));
    expect(await fleet.store.counts(one.id)).toMatchObject({ waiting: 3, running: 0 });
    expect(Object.values(fleet.queue.states())).toEqual(['waiting', 'waiting', 'waiting']);
  });

  it('records the trials that end within its time', async () => {
    const one = await fleet.study('one', 2);
    const record = recordingIn(fleet.store);
    const leaving = new AbortController();
    const script: Script = async (task, report) => {
      if (task.trial === 1) return new Promise<TaskEnd>(() => {});
      if (!leaving.signal.aborted)
        await new Promise((resolve) => leaving.signal.addEventListener('abort', resolve));
      return record(task, report);
    };
    const { ended, leave, log } = fleet.start(script, { graceSeconds: 0.5 });
    await vi.waitFor(() => expect(log).toContain(`start ${one.id}/1`), soon);
    leave();
    leaving.abort();
    await ended;
    expect(log.slice(-2)).toEqual([`record ${one.id}/0 complete`, `givenBack ${one.id}/1`]);
    expect(await fleet.store.counts(one.id)).toMatchObject({ complete: 1, waiting: 1 });
  });
});

describe('a running trial', () => {
  it('is dropped once another worker has claimed it, and its job is left alone', async () => {
    const one = await fleet.study('one', 1);
    const { log } = fleet.start(forever);
    await vi.waitFor(() => expect(log).toContain(`start ${one.id}/0`), soon);
    const [job] = await claimedElsewhere(one.id);
    await vi.waitFor(() => expect(log).toContain(`superseded ${one.id}/0`), soon);
    expect(job).toMatchObject({ attempt: 2 });
    expect(await fleet.store.trial(one.id, 0)).toMatchObject({ state: 'running' });
    expect(Object.values(fleet.queue.states())).toEqual(['fetched']);
  });

  it('that the queue takes for lost goes on, with the job of the later fetch', async () => {
    const one = await fleet.study('one', 1);
    const record = recordingIn(fleet.store);
    let go = () => {};
    const told = new Promise<void>((resolve) => {
      go = resolve;
    });
    const script: Script = async (task, report) => {
      await told;
      return record(task, report);
    };
    const { log } = fleet.start(script);
    await vi.waitFor(() => expect(log).toContain(`start ${one.id}/0`), soon);
    fleet.queue.lose(one.id, 0);
    await vi.waitFor(() => expect(Object.values(fleet.queue.states())).toEqual(['fetched']), soon);
    go();
    await vi.waitFor(() => expect(Object.values(fleet.queue.states())).toEqual(['complete']), soon);
    expect(log).toEqual([`open ${one.id}`, `start ${one.id}/0`, `record ${one.id}/0 complete`]);
  });

  it('reports its epochs to the store, and is asked to end by it', async () => {
    const one = await fleet.study('one', 1);
    const script: Script = async ({ stop, trial, attempt }, report) => {
      report({ kind: 'epoch', trial, attempt, record: { epoch: 1, metrics: { valMae: 3 } } });
      while (!isAskedToStop(stop)) await new Promise((resolve) => setTimeout(resolve, 5));
      return { kind: 'superseded' };
    };
    const { log } = fleet.start(script);
    await vi.waitFor(async () => {
      expect(await fleet.store.takeProgress(one.id)).toMatchObject([
        { trial: 0, attempt: 1, part: 0, history: [{ epoch: 1 }] },
      ]);
    }, soon);
    await fleet.store.askToEnd({ studyId: one.id, trial: 0, attempt: 1 });
    await vi.waitFor(() => expect(log).toContain(`superseded ${one.id}/0`), soon);
  });
});

async function claimedElsewhere(studyId: number) {
  const lease = await fleet.store.renew(studyId, { host: 'here', processId: 7, processStart: '1' });
  const job = { studyId, trial: 0, draw: 0, lease: lease as number, keep: 5 };
  return [await fleet.store.claimJob(job, 'two')];
}
