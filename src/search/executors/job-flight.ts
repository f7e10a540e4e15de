import type { JobProgress, ProgressPart, TrialJob } from '../../store/machines.ts';
import type { Claim } from '../../store/store.ts';
import type { ScheduledTrial } from '../schedules/schedule.ts';
import { isPromoted, type TrialWatch } from './executor.ts';

/** A trial from when its job is sent until its result is known. */
export class JobFlight {
  readonly job: TrialJob;
  /** Number of times that its job had vanished and was sent again. */
  repetition = 0;
  /** When its job was sent last, in milliseconds of this process's clock. */
  sentAt = performance.now();
  /** Resolves with true when its result is recorded, with false when it does not run. */
  readonly end: Promise<boolean>;
  readonly #next: ScheduledTrial;
  readonly #watch: TrialWatch;
  readonly #sentAttempt: number;
  readonly #lastEpochs = new Map<number, number>();
  #attempt = 0;
  #isToEnd = false;
  #settle!: { resolve(isEnded: boolean): void; reject(error: unknown): void };

  constructor(job: TrialJob, next: ScheduledTrial, watch: TrialWatch, sentAttempt: number) {
    this.job = job;
    this.#next = next;
    this.#watch = watch;
    this.#sentAttempt = sentAttempt;
    this.end = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    // It may fail while its job is being sent, before it is awaited.
    this.end.catch(() => undefined);
  }

  /** Takes what the trial's row says; true when that is a result of this job, which ends the flight. */
  see({ state, attempt, rung }: JobProgress): boolean {
    if (state === 'running') this.#begin(attempt);
    const isEnded =
      state === 'complete' || state === 'failed' || (state === 'pruned' && this.#isNew(attempt, rung));
    if (!isEnded) return false;
    this.#begin(attempt);
    this.land(true);
    return true;
  }

  /**
   * Takes epochs, after which the trial may be to end (`claimToEnd`). An epoch that an earlier attempt has reported is not
   * reported again.
   */
  takePart({ attempt, fold, history }: ProgressPart): void {
    this.#begin(attempt);
    for (const record of history) {
      if (record.epoch <= (this.#lastEpochs.get(fold ?? 0) ?? -1)) continue;
      this.#lastEpochs.set(fold ?? 0, record.epoch);
      if (this.#watch.onEpoch(record, fold)) this.#isToEnd = true;
    }
  }

  /** The attempt whose worker is to be asked to end the trial after its epoch; undefined when none is. */
  claimToEnd(): Claim | undefined {
    const { studyId, trial } = this.job;
    return this.#isToEnd && this.#attempt > 0 ? { studyId, trial, attempt: this.#attempt } : undefined;
  }

  land(isEnded: boolean): void {
    this.#settle.resolve(isEnded);
  }

  fail(error: unknown): void {
    this.#settle.reject(error);
  }

  /** False for the outcome at the rung from which the trial is promoted. */
  #isNew(attempt: number, rung: number | undefined): boolean {
    if (this.job.rung !== undefined && rung !== undefined && rung >= this.job.rung.rung) return true;
    return !isPromoted(this.#next) || attempt > this.#sentAttempt;
  }

  #begin(attempt: number): void {
    const isFirst = this.#attempt === 0;
    this.#attempt = Math.max(this.#attempt, attempt);
    if (!isFirst) return;
    this.#watch.onStart(() => {
      this.#isToEnd = true;
    });
  }
}
