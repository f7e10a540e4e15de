import { expect, it, onTestFinished, vi } from 'vitest';
import type { JobQueue } from '../../src/queue/job-queue.ts';
import { RemoteExecutor } from '../../src/search/executors/remote-executor.ts';
import type { ScheduledTrial } from '../../src/search/schedules/schedule.ts';
import type { Store, Study } from '../../src/store/store.ts';
import type { Trial } from '../../src/study/trial.ts';
import { memoryQueue } from '../fleet/memory-queue.ts';
import { pruned } from '../store/example-study.ts';
import { givenStudy } from './given-study.ts';

const runner = { host: 'here', processId: 7, processStart: '1' };
const watch = { onStart() {}, onEpoch: () => false, onParked() {} };
const soon = { timeout: 20_000, interval: 5 };

interface Given {
  readonly store: Store;
  readonly study: Study;
  readonly queue: JobQueue;
  readonly orphans?: ReadonlySet<number>;
  readonly signal?: AbortSignal;
}

async function executorOf({ store, study, signal = new AbortController().signal, ...given }: Given) {
  await store.lease(study.id, runner, () => false);
  const lease = (await store.renew(study.id, runner)) ?? 0;
  const renew: Store['renew'] = (studyId) => store.renew(studyId, runner);
  const executor = new RemoteExecutor({
    ...{ orphans: new Set<number>(), ...given, study, lease, keep: 3, signal },
    ...{ store: { ...store, renew }, onWorkers() {} },
  });
  onTestFinished(() => executor.close());
  return executor;
}

/** The trial at its second rung, after it was recorded at its first. */
async function promoted({ store, study }: Given): Promise<ScheduledTrial> {
  const claim = await store.claim(study.id, 0);
  if (claim === undefined) throw new Error('the trial waits');
  await store.record(claim, { ...pruned(0.5), rung: { rung: 0, epochs: 1 } }, 3);
  return { ...((await store.trial(study.id, 0)) as Trial), draw: 0, rung: { rung: 1, epochs: 3 } };
}

it('a promoted trial whose job is cancelled has no result, and not that of the rung before', async () => {
  const end = new AbortController();
  const queue = memoryQueue();
  const given = { ...(await givenStudy(1)), queue, signal: end.signal };
  const next = await promoted(given);
  const executor = await executorOf(given);
  const ended = executor.run(next, watch);
  await vi.waitFor(() => expect(queue.states()).toEqual({ '1/0/1': 'waiting' }), soon);
  end.abort();
  expect(await (await ended)()).toBeUndefined();
  expect(await given.store.trial(given.study.id, 0)).toMatchObject({ state: 'pruned', value: 0.5 });
});

it('a trial whose row is gone is an error while the search goes on', async () => {
  const given = { ...(await givenStudy(1)), queue: memoryQueue() };
  const trial = (await given.store.trial(given.study.id, 0)) as Trial;
  const executor = await executorOf(given);
  await given.store.dropWaiting(given.study.id, 0);
  await expect(executor.run({ ...trial, draw: 0 }, watch)).rejects.toThrow(
    "study 'wine' no longer has trial 0",
  );
});

it('a trial that ended under an earlier lease gets a job when it is promoted', async () => {
  const queue = memoryQueue();
  const given = { ...(await givenStudy(1)), queue };
  const next = await promoted(given);
  const executor = await executorOf({ ...given, orphans: new Set([0]) });
  expect(await (await executor.run({ ...next, rung: { rung: 0, epochs: 1 } }, watch))()).toMatchObject({
    value: 0.5,
  });
  executor.run(next, watch).catch(() => undefined);
  await vi.waitFor(() => expect(queue.states()).toEqual({ '1/0/1': 'waiting' }), {
    timeout: 2000,
    interval: 5,
  });
  executor.fail(new Error('the test is over'));
});

it('another trial begins as soon as one has ended, without a look at the workers', async () => {
  const given = { ...(await givenStudy(0)), queue: memoryQueue() };
  let answer: () => void = () => undefined;
  const workers: Store['workers'] = () =>
    new Promise((resolve) => {
      answer = () => resolve([]);
    });
  const executor = await executorOf({ ...given, store: { ...given.store, workers } });
  const ends: (() => void)[] = [];
  const work = () => new Promise<void>((resolve) => void ends.push(resolve));
  let left = 5;
  const next = async () => (left-- > 0 ? left : undefined);
  const dispatched = executor.dispatch(next, new AbortController().signal, work);
  await vi.waitFor(() => expect(ends).toHaveLength(4), soon);
  ends[0]?.();
  await vi.waitFor(() => expect(ends).toHaveLength(5), soon);
  for (const end of ends) end();
  await dispatched;
  answer();
});

it('a process that another one has taken over holds no lease', async () => {
  const given = { ...(await givenStudy(0)), queue: memoryQueue() };
  const executor = await executorOf(given);
  await executor.requireLease();
  await given.store.lease(given.study.id, { ...runner, processId: 8 }, () => false);
  await expect(executor.requireLease()).rejects.toThrow('has been taken over by another process');
});
