import type { StoredRequest } from '../../reports/dashboard/steering.ts';
import { counted } from '../../reports/figure.ts';
import { abortAfter } from '../../runs/abort-after.ts';
import { extensionOf, prunedByPeople } from '../../runs/asked-of-study.ts';
import type { OpenedStudy } from '../run-study.ts';
import type { Guide } from '../schedules/guide.ts';
import type { ScheduledTrial } from '../schedules/schedule.ts';
import { oneAtATime } from '../schedules/trial-queue.ts';
import { answerTo, wishOf } from './answer-to.ts';
import { EnqueuedTrials } from './enqueued-trials.ts';
import { extended } from './extended.ts';

const lookMilliseconds = 1000;

/**
 * Takes up what people ask of a study that this process runs, once a second, and answers each request. The answer is stored
 * before its effect begins: a kill in between loses no request, since the next process makes the effect good.
 */
export class Steering implements Guide {
  readonly #opened: OpenedStudy;
  readonly #note: (text: string) => void;
  readonly #stop = new AbortController();
  readonly #pruned = new Set<number>();
  readonly #enqueued = new EnqueuedTrials();
  readonly #running = new Map<number, () => void>();
  /** The number of sampled trials that the search has, or will have. */
  #trials: number;
  #version: number | undefined;
  #wake: () => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;
  #stoppedBy: string | undefined;
  /** True: requests are left to the next process. */
  #isOver = false;

  /** `note` shows a line to the user. */
  constructor(opened: OpenedStudy, note: (text: string) => void) {
    this.#opened = opened;
    this.#note = note;
    this.#trials = opened.prepared.study.spec.search.trials;
  }

  /** Aborted once somebody has asked to stop the search. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Who asked to stop the search. */
  get stoppedBy(): string | undefined {
    return this.#stoppedBy;
  }

  /** Takes up requests for as long as `work` takes, whose signal is aborted with `signal` or when somebody asks to stop. */
  async during<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const stop = abortAfter(undefined, signal, this.signal);
    try {
      await this.#open();
      return await work(stop.signal);
    } finally {
      this.#isOver = true;
      stop.release();
      clearInterval(this.#timer);
      await this.take().catch(() => undefined);
    }
  }

  /** Takes up what was asked before this process began, and looks for requests from then on. */
  async #open(): Promise<void> {
    const { store, study } = this.#opened;
    const requests = await store.requests(study.id);
    for (const trial of prunedByPeople(requests).keys()) this.#pruned.add(trial);
    if (extensionOf(requests) === this.#trials) {
      const last = requests.findLast(({ request: { kind } }) => kind === 'extend');
      this.#note(`the search has ${counted(this.#trials, 'trial')}, as ${last?.askedBy} asked`);
    }
    for (const request of requests) if (request.answer === null) await this.#meet(request, true);
    await this.#findEnqueued();
    // An error is met again by the search itself.
    this.#timer = setInterval(() => void this.take().catch(() => undefined), lookMilliseconds).unref();
  }

  /** Takes up the open requests, if the database may have some. */
  readonly take = oneAtATime(async (): Promise<void> => {
    if (this.#isOver) return;
    const { store, study } = this.#opened;
    const version = await store.dataVersion();
    if (version !== undefined && version === this.#version) return;
    const requests = await store.openRequests(study.id);
    for (const request of requests) await this.#meet(request, false);
    if (requests.some(({ request: { kind } }) => kind === 'enqueue')) await this.#findEnqueued();
    this.#version = version;
  });

  /**
   * The study to go on with when its trials have ended: with more of them, or the same when enqueued trials wait. Undefined
   * when nothing is left to do.
   */
  async more(last: OpenedStudy): Promise<OpenedStudy | undefined> {
    await this.take();
    const isExtended = this.#trials > last.prepared.study.spec.search.trials;
    this.#isOver = this.signal.aborted || !(isExtended || !this.#enqueued.isEmpty);
    if (this.#isOver) return undefined;
    return isExtended ? extended(last, this.#trials) : last;
  }

  next(): ScheduledTrial | undefined {
    return this.#enqueued.next();
  }

  onEnqueued(wake: () => void): void {
    this.#wake = wake;
  }

  begun(trial: number, end: () => void): void {
    this.#running.set(trial, end);
    if (this.#pruned.has(trial)) end();
  }

  ended(trial: number): void {
    this.#running.delete(trial);
  }

  hasPruned(trial: number): boolean {
    return this.#pruned.has(trial);
  }

  /** `isLeft`: it was asked before this process began. */
  async #meet({ id, request, askedBy }: StoredRequest, isLeft: boolean): Promise<void> {
    const { store, study } = this.#opened;
    const answer = await answerTo(request, { ...this.#opened, trials: this.#trials, isLeft });
    await store.answer(study.id, id, answer);
    this.#note(`${askedBy} asked to ${wishOf(request)}: ${answer.text}`);
    if (!answer.isDone) return;
    switch (request.kind) {
      case 'stop':
        this.#stoppedBy = askedBy;
        this.#stop.abort();
        break;
      case 'prune':
        this.#pruned.add(request.trial);
        this.#running.get(request.trial)?.();
        break;
      case 'extend':
        this.#trials = Math.max(this.#trials, request.trials);
    }
  }

  async #findEnqueued(): Promise<void> {
    await this.#enqueued.find(this.#opened);
    this.#wake();
  }
}
