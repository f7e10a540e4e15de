import { abortAfter } from '../runs/abort-after.ts';
import { fairShares } from './fair-shares.ts';
import type { FleetWorkerInput } from './fleet-worker-input.ts';
import { beat, pause } from './heartbeat.ts';
import { OpenedStudies } from './opened-studies.ts';
import { RunningTrials } from './running-trials.ts';

/**
 * Trains the trials of studies that others coordinate, as many at once as the worker has slots, until the signal is
 * aborted. Studies with jobs share the slots equally. RecordingError when a trial could not be recorded.
 */
export function runFleetWorker(input: FleetWorkerInput): Promise<void> {
  return new FleetWorker(input).run();
}

/** The list of studies is read again after this time, and when one of them has no more jobs. */
const readyMilliseconds = 1000;

class FleetWorker {
  readonly #input: FleetWorkerInput;
  readonly #studies: OpenedStudies;
  readonly #runs: RunningTrials;
  /** When each study was last served, in turns. */
  readonly #turns = new Map<number, number>();
  #turn = 0;
  #change = new AbortController();
  /** Number of live workers of the database. */
  #workers = 1;
  /** The wanted studies that may have jobs, as far as that was known at a time. */
  #ready: { readonly studies: readonly number[]; readonly at: number } | undefined;

  constructor(input: FleetWorkerInput) {
    this.#input = input;
    const { onOpen, onRefuse, onError } = input.events;
    this.#studies = new OpenedStudies(input.store, input.openHere, {
      ...{ onOpen, onRefuse, onError },
      onChange: () => this.#change.abort(),
    });
    this.#runs = new RunningTrials(input, this.#studies, () => this.#change.abort());
  }

  async run(): Promise<void> {
    const { store, queue, worker, events } = this.#input;
    await store.joinWorker(worker);
    const end = new AbortController();
    const runs = () => this.#runs.all();
    const jobs = () => runs().map(({ job }) => job);
    const onError = (error: unknown) => events.onError(error);
    const onSeen = (workers: number) => {
      this.#workers = workers;
    };
    const beats = beat({ store, queue, worker, runs, jobs, onSeen, onError }, end.signal);
    try {
      await this.#work();
    } finally {
      await this.#runs.end();
      end.abort();
      await beats;
      await this.#studies.close();
      await store.leaveWorker(worker.id);
    }
    if (this.#runs.failure !== undefined) throw this.#runs.failure;
  }

  async #work(): Promise<void> {
    const { signal, idleSeconds = Number.POSITIVE_INFINITY, worker, events } = this.#input;
    let busyAt = performance.now();
    while (!signal.aborted && this.#runs.failure === undefined) {
      this.#change = new AbortController();
      const started = await this.#startJobs().catch((error) => {
        events.onError(error);
        return false;
      });
      if (started || this.#runs.size > 0) busyAt = performance.now();
      if (performance.now() - busyAt >= 1000 * idleSeconds) return;
      if (started && this.#runs.size < worker.slots) continue;
      await this.#wait();
    }
  }

  /** Fetches jobs for the free slots; true when it did not come back empty-handed. */
  async #startJobs(): Promise<boolean> {
    const { queue, worker, signal } = this.#input;
    const free = () => worker.slots - this.#runs.size;
    if (free() === 0) return false;
    const ready = await this.#wanted();
    await this.#studies.closeIdle(ready);
    const exhausted = new Set<number>();
    let isBusy = false;
    while (free() > 0 && !signal.aborted) {
      const demands = this.#inTurn(ready)
        .filter((studyId) => !exhausted.has(studyId) && this.#studies.isOpen(studyId))
        .map((studyId) => ({ studyId, running: this.#runs.countOf(studyId) }));
      if (demands.length === 0) break;
      for (const [studyId, share] of fairShares(demands, free())) {
        this.#turns.set(studyId, ++this.#turn);
        const jobs = await queue.fetch(studyId, share);
        for (const job of jobs) await this.#runs.start(job);
        isBusy ||= jobs.length > 0;
        if (jobs.length < share) exhausted.add(studyId);
      }
    }
    // A study may have ended, or another one begun.
    if (exhausted.size > 0) this.#ready = undefined;
    return isBusy;
  }

  /** The wanted studies that may have jobs. */
  async #wanted(): Promise<readonly number[]> {
    const { queue, isWanted = () => true } = this.#input;
    const at = performance.now();
    if (this.#ready !== undefined && at - this.#ready.at < readyMilliseconds) return this.#ready.studies;
    const studies: number[] = [];
    for (const studyId of await queue.ready()) if (await isWanted(studyId)) studies.push(studyId);
    this.#ready = { studies, at };
    return studies;
  }

  /** The study that was served longest ago comes first. */
  #inTurn(studies: readonly number[]): number[] {
    const turn = (studyId: number) => this.#turns.get(studyId) ?? 0;
    return studies.toSorted((one, other) => turn(one) - turn(other));
  }

  /** Waits for the end of a run, for the end of the work, and with a free slot for a job. */
  async #wait(): Promise<void> {
    const { queue, worker, signal, events } = this.#input;
    const stop = abortAfter(undefined, signal, this.#change.signal);
    if (this.#runs.size < worker.slots) {
      await queue.wait(stop.signal, this.#workers).catch(async (error) => {
        events.onError(error);
        await pause(1, stop.signal);
      });
    } else await aborted(stop.signal);
    stop.release();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
