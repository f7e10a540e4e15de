import { setTimeout as sleep } from 'node:timers/promises';
import { UsageError } from '../../faults/errors.ts';
import type { JobQueue } from '../../queue/job-queue.ts';
import { thisRunner } from '../../runs/runner.ts';
import { DatabaseError } from '../../store/database-error.ts';
import type { LiveWorker, TrialJob } from '../../store/machines.ts';
import type { Store, Study } from '../../store/store.ts';
import type { ScheduledTrial } from '../schedules/schedule.ts';
import type { EndedRun, Executor, TrialWatch } from './executor.ts';
import { JobFlight } from './job-flight.ts';
import { LiveFleet } from './live-fleet.ts';
import { type LostJobs, sweepLostJobs } from './lost-jobs.ts';
import { runWhileFree } from './while-free.ts';

export interface RemoteInput {
  readonly study: Study;
  readonly store: Store;
  readonly queue: JobQueue;
  /** The number of the study's lease. */
  readonly lease: number;
  /** Number of best trials whose weights are kept. */
  readonly keep: number;
  /** Trials that workers of an earlier lease still train: no job is sent for them unless that is lost. */
  readonly orphans: ReadonlySet<number>;
  /** Once aborted jobs that no worker has begun are cancelled. */
  readonly signal: AbortSignal;
  /** Called with the live workers when they have changed. */
  onWorkers(workers: readonly LiveWorker[]): void;
}

/** Milliseconds from one look at the rows of the jobs to the next, and at the workers, the lease and lost jobs. */
const intervals = { rows: 100, workers: 1000, lease: 5000, lostJobs: 5000 } as const;

/**
 * Runs trials on workers of any machine: sends each as a job, and learns from its row that it has ended. `close` ends what
 * it does in the background.
 */
export class RemoteExecutor implements Executor {
  readonly #input: RemoteInput;
  readonly #flights = new Map<number, JobFlight>();
  readonly #end = new AbortController();
  readonly #watching: Promise<void>;
  readonly #fleet: LiveFleet;
  /** The trials of an earlier lease that this search has not asked for yet. */
  readonly #orphans: Set<number>;
  /** Number of items that have begun and not ended. */
  #running = 0;
  #changed: () => void = () => undefined;
  /** True: no job begins any more. */
  #isEnding = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(input: RemoteInput) {
    this.#input = input;
    this.#fleet = new LiveFleet((workers) => input.onWorkers(workers));
    this.#orphans = new Set(input.orphans);
    this.#watching = this.#watch().catch((error) => this.fail(error));
  }

  dispatch: Executor['dispatch'] = async (next, signal, work) => {
    const free = async (stop: AbortSignal) => {
      while (!stop.aborted && this.#running >= this.#fleet.capacity) await this.#change(stop);
      this.#throwFailure();
    };
    const working = async (item: Parameters<typeof work>[0]) => {
      this.#running += 1;
      try {
        await work(item);
      } catch (error) {
        this.#isEnding = true;
        throw error;
      } finally {
        this.#running -= 1;
        this.#changed();
      }
    };
    await runWhileFree(free, next, signal, working);
    this.#throwFailure();
  };

  /** Without a record only when the search ends before the trial has begun. DatabaseError when its row is gone. */
  async run(next: ScheduledTrial, watch: TrialWatch): Promise<EndedRun> {
    const { study, store, queue, lease, keep } = this.#input;
    const { trial, draw, rung, origin } = next;
    const [row] = await store.jobProgress(study.id, [trial]);
    if (row === undefined) return this.#withoutResult(trial);
    const isEnqueued = origin === 'enqueued' && { isEnqueued: true as const };
    const job: TrialJob = {
      studyId: study.id,
      trial,
      draw,
      lease,
      keep,
      ...(rung && { rung }),
      ...isEnqueued,
    };
    const flight = new JobFlight(job, next, watch, row.attempt);
    const isOrphan = this.#orphans.delete(trial);
    if (!flight.see(row)) {
      this.#throwFailure();
      this.#flights.set(trial, flight);
      if (!isOrphan) await queue.send(job, row.attempt, this.#fleet);
    }
    try {
      if (!(await flight.end)) return this.#withoutResult(trial);
    } finally {
      this.#flights.delete(trial);
    }
    return () => store.trial(study.id, trial);
  }

  /** The row of a promoted trial would have the result of the rung before. */
  #withoutResult(trial: number): EndedRun {
    if (this.#isEnding) return async () => undefined;
    throw new DatabaseError(`study '${this.#input.study.name}' no longer has trial ${trial}`);
  }

  /** Ends the search with this error. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    for (const flight of this.#flights.values()) flight.fail(this.#failure.error);
    this.#changed();
  }

  async close(): Promise<void> {
    this.#end.abort();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#end;
    const wakes = AbortSignal.any([signal, this.#input.signal]);
    const due = dueTimes();
    while (!signal.aborted && this.#failure === undefined) {
      if (!this.#isEnding && this.#input.signal.aborted) {
        this.#isEnding = true;
        // At once: workers begin jobs that wait as soon as they are free.
        await this.#sweep();
      }
      const startedAt = performance.now();
      await this.#seeRows();
      if (due('workers')) await this.#seeWorkers();
      if (due('lease')) await this.requireLease();
      if (due(this.#isEnding ? 'workers' : 'lostJobs', 'lostJobs')) await this.#sweep();
      // A store that takes long to answer is asked less often.
      const pause = Math.max(intervals.rows, 2 * (performance.now() - startedAt));
      await sleep(pause, undefined, { signal: this.#isEnding ? signal : wakes }).catch(() => undefined);
    }
  }

  async #seeRows(): Promise<void> {
    const { study, store } = this.#input;
    if (this.#flights.size === 0) return;
    for (const row of await store.jobProgress(study.id, [...this.#flights.keys()])) {
      this.#flights.get(row.trial)?.see(row);
    }
  }

  async #seeWorkers(): Promise<void> {
    const { study, store } = this.#input;
    await this.#fleet.see(store);
    this.#changed();
    for (const part of await store.takeProgress(study.id)) {
      this.#flights.get(part.trial)?.takePart(part);
    }
    for (const flight of this.#flights.values()) {
      const claim = flight.claimToEnd();
      if (claim !== undefined) await store.askToEnd(claim);
    }
  }

  /** UsageError when another process has taken the study over. */
  async requireLease(): Promise<void> {
    const { study, store, lease } = this.#input;
    if ((await store.renew(study.id, thisRunner())) === lease) return;
    throw new UsageError(
      `study '${study.name}' has been taken over by another process, because this one did not reach the database for a while`,
    );
  }

  #sweep(): Promise<void> {
    const { study, store, queue, keep } = this.#input;
    const lost: LostJobs = { study, store, queue, keep, flights: this.#flights, sending: this.#fleet };
    return sweepLostJobs(lost, this.#isEnding);
  }

  /** Resolves when a job has ended, the workers have changed, or `stop` is aborted. */
  #change(stop: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        stop.removeEventListener('abort', wake);
        resolve();
      };
      this.#changed = wake;
      stop.addEventListener('abort', wake);
    });
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}

/** True at most once in each interval. */
function dueTimes() {
  const last = new Map<string, number>();
  return (interval: keyof typeof intervals, name: string = interval) => {
    const now = performance.now();
    if (now - (last.get(name) ?? Number.NEGATIVE_INFINITY) < intervals[interval]) return false;
    last.set(name, now);
    return true;
  };
}
