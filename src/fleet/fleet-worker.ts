import { abortAfter } from '../runs/abort-after.ts';
import type { FleetWorkerInput } from './fleet-worker-input.ts';
import { beat, pause } from './heartbeat.ts';
import { JobSupply } from './job-supply.ts';
import { OpenedStudies } from './opened-studies.ts';
import { RunningTrials } from './running-trials.ts';

/**
 * Trains the trials of studies that others coordinate, as many at once as the worker has slots, until the signal is
 * aborted. Studies with jobs share the slots equally. RecordingError when a trial could not be recorded.
 */
export function runFleetWorker(input: FleetWorkerInput): Promise<void> {
  return new FleetWorker(input).run();
}

class FleetWorker {
  readonly #input: FleetWorkerInput;
  readonly #studies: OpenedStudies;
  readonly #runs: RunningTrials;
  readonly #supply: JobSupply;
  #change = new AbortController();
  /** Number of live workers of the database. */
  #workers = 1;

  constructor(input: FleetWorkerInput) {
    this.#input = input;
    const { onOpen, onRefuse, onError } = input.events;
    this.#studies = new OpenedStudies(input.store, input.openHere, {
      ...{ onOpen, onRefuse, onError },
      onChange: () => this.#change.abort(),
    });
    this.#runs = new RunningTrials(input, this.#studies, () => this.#change.abort());
    this.#supply = new JobSupply(input, this.#studies, this.#runs);
  }

  async run(): Promise<void> {
    const { store, queue, worker, events } = this.#input;
    await store.joinWorker(worker);
    const end = new AbortController();
    const runs = () => this.#runs.all();
    const jobs = () => [...runs().map(({ job }) => job), ...this.#supply.ahead];
    const onError = (error: unknown) => events.onError(error);
    const onSeen = (workers: number) => {
      this.#workers = workers;
    };
    const beats = beat({ store, queue, worker, runs, jobs, onSeen, onError }, end.signal);
    try {
      await this.#work();
    } finally {
      await this.#supply.release();
      await this.#runs.end();
      end.abort();
      await beats;
      await this.#studies.close();
      await store.leaveWorker(worker.id);
    }
    if (this.#runs.failure !== undefined) throw this.#runs.failure;
  }

  async #work(): Promise<void> {
    const { idleSeconds = Number.POSITIVE_INFINITY, worker, events } = this.#input;
    let busyAt = performance.now();
    while (!this.#isEnding) {
      this.#change = new AbortController();
      const started = await this.#startJobs().catch((error) => {
        events.onError(error);
        return false;
      });
      if (started || this.#runs.size > 0) busyAt = performance.now();
      // Jobs of a study that has just been opened, or still is, have not been looked for yet.
      const isSettled = !this.#studies.isOpening && !this.#change.signal.aborted;
      if (isSettled && performance.now() - busyAt >= 1000 * idleSeconds) return;
      if (started && this.#runs.size < worker.slots) continue;
      await this.#wait();
    }
  }

  /** Starts jobs in the free slots; true when it did not come back empty-handed. */
  async #startJobs(): Promise<boolean> {
    const { slots } = this.#input.worker;
    const room = () => (this.#isEnding ? 0 : slots - this.#runs.size);
    const isBusy = await this.#supply.give(room, (job) => this.#runs.start(job));
    if (this.#runs.areShort && !this.#isEnding) await this.#supply.fetchAhead(slots);
    return isBusy;
  }

  get #isEnding(): boolean {
    return this.#input.signal.aborted || this.#runs.failure !== undefined;
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
