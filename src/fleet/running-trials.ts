import type { FetchedJob } from '../queue/job-queue.ts';
import type { FleetWorkerInput } from './fleet-worker-input.ts';
import { pause } from './heartbeat.ts';
import type { OpenedStudies } from './opened-studies.ts';
import { TrialRun } from './trial-run.ts';

const shortSeconds = 2;

/** The trials that a worker trains now. */
export class RunningTrials {
  /** The first error that ends the worker. */
  failure: unknown;
  readonly #input: FleetWorkerInput;
  readonly #studies: OpenedStudies;
  readonly #onChange: () => void;
  readonly #runs = new Map<TrialRun, Promise<void>>();
  /** The jobs of recorded trials are ended in the background, while the next trials begin. */
  readonly #ending = new Set<Promise<void>>();
  /** A moving average of the time that recorded trials took. */
  #seconds: number | undefined;

  /** `onChange` is called when a trial has ended. */
  constructor(input: FleetWorkerInput, studies: OpenedStudies, onChange: () => void) {
    this.#input = input;
    this.#studies = studies;
    this.#onChange = onChange;
  }

  get size(): number {
    return this.#runs.size;
  }

  /** True when fetching a job takes a share of a trial's time that counts. */
  get areShort(): boolean {
    return this.#seconds !== undefined && this.#seconds < shortSeconds;
  }

  all(): TrialRun[] {
    return [...this.#runs.keys()];
  }

  countOf(studyId: number): number {
    return this.all().filter(({ claim }) => claim.studyId === studyId).length;
  }

  /** Claims the trial of a job and starts it; a job that is stale is ended, and one of a refused study is given back. */
  async start(job: FetchedJob): Promise<void> {
    const { store, queue, worker, events } = this.#input;
    const same = this.all().find((run) => run.isFor(job));
    if (same !== undefined) {
      // The queue took this worker for lost, which it is not.
      same.job = job;
      return;
    }
    const opened = await this.#studies.take(job.studyId, job.lease);
    if (opened === undefined) return queue.release(job);
    const claim = await store.claimJob(job, worker.id);
    if (claim === undefined) {
      await this.#studies.leave(opened);
      return queue.complete(job);
    }
    const run = new TrialRun(opened, claim, job);
    events.onStart(opened.study, claim.trial);
    this.#runs.set(run, this.#run(run));
  }

  /** Never rejects. */
  async #run(run: TrialRun): Promise<void> {
    const { store, queue, events } = this.#input;
    const { opened, claim, job } = run;
    const onEpoch = (epoch: number) => events.onEpoch(opened.study, claim.trial, epoch);
    const onError = (error: unknown) => events.onError(error);
    const startedAt = performance.now();
    try {
      const end = await run.run({ store, queue, onEpoch, onError });
      if (end.kind === 'recorded') {
        const seconds = (performance.now() - startedAt) / 1000;
        this.#seconds = ((this.#seconds ?? seconds) + seconds) / 2;
        this.#complete(run.job);
        events.onRecord(opened.study, end.trial, job);
      } else events.onDrop(opened.study, claim.trial, end.kind);
      if (end.kind === 'givenBack' && end.refusal) await this.#studies.refuse(opened, end.refusal.text);
    } catch (error) {
      this.failure ??= error;
    }
    this.#runs.delete(run);
    await this.#studies.leave(opened);
    this.#onChange();
  }

  #complete(job: FetchedJob): void {
    const { queue, events } = this.#input;
    const ending = queue
      .complete(job)
      .catch((error) => events.onError(error))
      .finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }

  /** Waits for the running trials as long as they may take, and gives the others back. */
  async end(): Promise<void> {
    const { graceSeconds } = this.#input;
    const all = Promise.all(this.#runs.values());
    if (this.failure === undefined) {
      const stop = new AbortController();
      const grace = graceSeconds === undefined ? all : pause(graceSeconds, stop.signal);
      await Promise.race([all, grace]);
      stop.abort();
    }
    for (const run of this.all()) run.giveUp('leaving');
    await all;
    await Promise.all(this.#ending);
  }
}
