import { askToStop, createStopFlag } from '../../src/pool/messages.ts';
import type { FetchedJob, JobQueue } from '../../src/queue/job-queue.ts';
import type { ProgressPart } from '../../src/store/machines.ts';
import type { Store } from '../../src/store/store.ts';
import type { Script } from './scripted-pool.ts';

/** A step after which a worker may be killed. */
export type Step = 'fetched' | 'claimed' | 'trained' | 'released';

export interface FakeWorkerInput {
  readonly id: string;
  readonly store: Store;
  readonly queue: JobQueue;
  readonly studyId: number;
  readonly script: Script;
  /** True: the worker dies here, and its job with it. */
  dies(step: Step): boolean;
  /** Aborted when no more work comes. */
  readonly stop: AbortSignal;
}

/** Fetches and trains jobs one at a time, in this process, until it dies or is stopped. */
export async function runFakeWorker(input: FakeWorkerInput): Promise<void> {
  const { id, store, queue, studyId, stop } = input;
  await store.joinWorker({ id, host: id, processId: 1, slots: 1, software: {}, heartbeatSeconds: 1000 });
  while (!stop.aborted) {
    const [job] = await queue.fetch(studyId, 1);
    if (job === undefined) await queue.wait(stop);
    else if (await work(input, job)) break;
  }
  await store.leaveWorker(id);
}

/** True when the worker has died. */
async function work(input: FakeWorkerInput, job: FetchedJob): Promise<boolean> {
  const { id, store, queue, script, dies } = input;
  if (dies('fetched')) return true;
  const claim = await store.claimJob(job, id);
  if (dies('claimed')) return true;
  if (claim !== undefined && dies('released')) {
    await store.unclaim(claim);
    await queue.release(job);
    return true;
  }
  if (claim !== undefined) {
    const stop = createStopFlag();
    let part = 0;
    const seen: Promise<void>[] = [];
    const see = async (progress: ProgressPart) => {
      const news = await store.seeWorker(id, [progress]);
      if (news?.owned.some(({ trial, isAskedToEnd }) => trial === claim.trial && isAskedToEnd))
        askToStop(stop);
    };
    const { config: _, ...attempt } = claim;
    await script({ ...claim, stop, ...(job.rung && { rung: job.rung }) }, (report) => {
      if (report.kind === 'epoch') seen.push(see({ ...attempt, part: part++, history: [report.record] }));
    });
    await Promise.all(seen);
  }
  if (dies('trained')) return true;
  await queue.complete(job);
  return false;
}
