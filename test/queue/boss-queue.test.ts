import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { JobQueue } from '../../src/queue/job-queue.ts';
import { openJobQueue } from '../../src/queue/open-job-queue.ts';
import type { TrialJob } from '../../src/store/machines.ts';
import { describeOnPostgres } from '../postgres/shared.ts';

const given = { heartbeatSeconds: 10 };
const job = (trial: number, rung?: number): TrialJob => ({
  ...{ studyId: 1, trial, draw: trial, lease: 1, keep: 5 },
  ...(rung !== undefined && { rung: { rung, epochs: 3 ** rung } }),
});

await describeOnPostgres('jobs by pg-boss', (server) => {
  let url: string;
  const open = async (isSupervisor = false) => {
    const queue = await openJobQueue(url, { isSupervisor });
    onTestFinished(() => queue.close());
    return queue;
  };
  const pass = (sql: string) => server.query(sql, { database: url });
  const states = async (queue: JobQueue) =>
    (await queue.live(1)).map(({ trial, state }) => `${trial} ${state}`).sort();

  beforeEach(async () => {
    url = await server.createDatabase();
  });

  describe('a job', () => {
    it('is fetched once, by one of two workers, those of higher rungs first', async () => {
      const [queue, other] = [await open(), await open()];
      await queue.open(1);
      await queue.send(job(0), 0, given);
      await queue.send(job(1), 0, given);
      await queue.send(job(2, 1), 1, given);
      expect(await queue.ready()).toEqual([1]);
      const first = await queue.fetch(1, 1);
      expect(first).toMatchObject([{ ...job(2, 1), fetch: 0, heartbeatSeconds: 10 }]);
      const rest = await Promise.all([queue.fetch(1, 5), other.fetch(1, 5)]);
      expect(
        rest
          .flat()
          .map(({ trial }) => trial)
          .sort(),
      ).toEqual([0, 1]);
      expect(await states(queue)).toEqual(['0 fetched', '1 fetched', '2 fetched']);
      for (const each of [...first, ...rest.flat()]) await queue.complete(each);
      expect(await queue.live(1)).toEqual([]);
    });

    it('of the same attempt is sent once, and again under another attempt or repetition', async () => {
      const queue = await open();
      await queue.open(1);
      await queue.open(1);
      for (const attempt of [0, 0, 1]) await queue.send(job(0), attempt, given);
      await queue.send(job(0), 1, { ...given, repetition: 1 });
      expect(await queue.live(1)).toHaveLength(3);
    });

    it('that is given back is fetched at once; one that another worker has is not given back', async () => {
      const queue = await open();
      await queue.open(1);
      await queue.send(job(0), 0, given);
      const [first] = await queue.fetch(1, 1);
      if (first === undefined) throw new Error('nothing was fetched');
      await queue.release(first);
      const [second] = await queue.fetch(1, 1);
      expect(second).toMatchObject({ ...job(0), heartbeatSeconds: 10 });
      await queue.release(first);
      expect(await states(queue)).toEqual(['0 fetched']);
    });

    it('that was not begun is cancelled, and the others are named', async () => {
      const queue = await open();
      await queue.open(1);
      for (const trial of [0, 1, 2]) await queue.send(job(trial), 0, given);
      await queue.fetch(1, 1);
      expect(await queue.cancel(1)).toEqual([0]);
      expect(await states(queue)).toEqual(['0 fetched']);
      await queue.forget(1);
      expect(await queue.ready()).toEqual([]);
      expect(await queue.fetch(1, 1)).toEqual([]);
    });
  });

  describe('a lost worker', () => {
    it('loses its job to another, and its late end has no effect', async () => {
      const queue = await open(true);
      await queue.open(1);
      await queue.send(job(0), 0, given);
      const [lost] = await queue.fetch(1, 1);
      if (lost === undefined) throw new Error('nothing was fetched');
      await pass(`update hpsearch_jobs.job set heartbeat_on = now() - interval '11 s'`);
      const seen = new AbortController().signal;
      let again = await queue.fetch(1, 1);
      while (again.length === 0) {
        await queue.wait(seen, 1);
        again = await queue.fetch(1, 1);
      }
      expect(again).toMatchObject([{ id: lost.id, fetch: lost.fetch + 1 }]);
      await queue.touch([lost]);
      await queue.complete(lost);
      await queue.release(lost);
      expect(await states(queue)).toEqual(['0 fetched']);
    });

    it('is the last one when four others were lost before', async () => {
      const queue = await open(true);
      await queue.open(1);
      await queue.send(job(0), 0, given);
      await queue.fetch(1, 1);
      await pass(`update hpsearch_jobs.job set retry_count = 4, heartbeat_on = now() - interval '11 s'`);
      while ((await states(queue))[0] !== '0 lost') await queue.wait(new AbortController().signal, 1);
      const [{ id = '' } = {}] = await queue.live(1);
      await queue.remove(1, id);
      expect(await queue.live(1)).toEqual([]);
    });
  });

  it('wakes workers of other processes that wait', async () => {
    const [queue, other] = [await open(), await open()];
    await queue.open(1);
    await other.wait(AbortSignal.abort(), 1);
    const stop = new AbortController();
    // It listens from its first wait on.
    await other.wait(stop.signal, 1);
    const woken = other.wait(stop.signal, 1);
    await queue.send(job(0), 0, given);
    await woken;
    expect(await other.fetch(1, 1)).toHaveLength(1);
  });

  it('holds a connection that listens only while there are few workers', async () => {
    const queue = await open();
    const stop = new AbortController();
    const listeners = () =>
      server.query(`select 1 from pg_stat_activity where datname = $1 and query like 'listen %'`, {
        values: [new URL(url).pathname.slice(1)],
      });
    await queue.wait(stop.signal, 50);
    expect(await listeners()).toHaveLength(1);
    const wait = queue.wait(stop.signal, 51);
    while ((await listeners()).length > 0);
    stop.abort();
    await wait;
  });
});
