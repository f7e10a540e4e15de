import { setTimeout as sleep } from 'node:timers/promises';
import type { FetchedJob, JobQueue } from '../queue/job-queue.ts';
import type { NewWorker } from '../store/machines.ts';
import type { Store } from '../store/store.ts';
import type { TrialRun } from './trial-run.ts';

export interface HeartbeatInput {
  readonly store: Store;
  readonly queue: JobQueue;
  readonly worker: NewWorker;
  runs(): readonly TrialRun[];
  /** The jobs that this worker has fetched, those of `runs` included. */
  jobs(): readonly FetchedJob[];
  /** Called with the number of live workers of the database. */
  onSeen(workers: number): void;
  /** Called with the error of a beat; the next one may succeed. */
  onError(error: unknown): void;
}

/** Workers that may report once a second before the database notices: larger fleets report less often. */
const reportsPerSecond = 50;
const mostSecondsBetweenReports = 10;
/** The least heartbeat of a job, in seconds. */
const shortestHeartbeat = 10;

/**
 * Reports that the worker and its jobs are alive until `stop` is aborted: to the store with the epochs of running trials,
 * of which it learns which to end or to drop, and to the queue. The two do not wait for each other.
 */
export async function beat(input: HeartbeatInput, stop: AbortSignal): Promise<void> {
  await Promise.all([report(input, stop), touch(input, stop)]);
}

async function report(input: HeartbeatInput, stop: AbortSignal): Promise<void> {
  let doubted: ReadonlySet<TrialRun> = new Set();
  let seconds = 1;
  while (!stop.aborted) {
    try {
      const seen = await see(input, doubted);
      doubted = seen.doubted;
      input.onSeen(seen.workers);
      seconds = Math.min(Math.max(1, seen.workers / reportsPerSecond), mostSecondsBetweenReports);
    } catch (error) {
      input.onError(error);
    }
    await pause(seconds, stop);
  }
}

interface Seen {
  /** Runs that are not this worker's in the store. One whose record has just been written is not either. */
  readonly doubted: ReadonlySet<TrialRun>;
  /** Number of live workers. */
  readonly workers: number;
}

async function see(input: HeartbeatInput, doubted: ReadonlySet<TrialRun>): Promise<Seen> {
  const { store, worker } = input;
  const runs = input.runs();
  const parts = runs.flatMap((run) => run.progress());
  const news = await store.seeWorker(worker.id, parts);
  if (news === undefined) {
    // Forgotten while it slept or the database was away.
    await store.joinWorker(worker);
    return { doubted: new Set(), workers: 1 };
  }
  const next = new Set<TrialRun>();
  for (const run of runs) {
    run.acknowledged();
    const owned = news.owned.find((each) => run.isClaimOf(each));
    if (owned?.isAskedToEnd) run.askToEnd();
    if (owned !== undefined) continue;
    if (doubted.has(run)) run.giveUp('superseded');
    else next.add(run);
  }
  return { doubted: next, workers: news.workers };
}

async function touch({ jobs, queue, onError }: HeartbeatInput, stop: AbortSignal): Promise<void> {
  const touchedAt = new WeakMap<FetchedJob, number>();
  while (!stop.aborted) {
    const now = performance.now();
    const isDue = (job: FetchedJob) => now - (touchedAt.get(job) ?? 0) >= 1000 * touchSeconds(job);
    const due = jobs().filter(isDue);
    try {
      if (due.length > 0) await queue.touch(due);
      for (const job of due) touchedAt.set(job, now);
    } catch (error) {
      onError(error);
    }
    await pause(touchSeconds({ heartbeatSeconds: shortestHeartbeat }), stop);
  }
}

/** A job is touched as often within its heartbeat, so that a late touch loses nothing. */
function touchSeconds({ heartbeatSeconds }: Pick<FetchedJob, 'heartbeatSeconds'>): number {
  return heartbeatSeconds / 3;
}

/** Ends early, and does not reject, when `stop` is aborted. */
export async function pause(seconds: number, stop: AbortSignal): Promise<void> {
  await sleep(1000 * seconds, undefined, { signal: stop }).catch(() => undefined);
}
