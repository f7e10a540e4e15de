import { InterruptedError, UsageError } from '../faults/errors.ts';
import { askToStop, createStopFlag, type TaskEnd, type WorkerReport } from '../pool/messages.ts';
import type { FetchedJob, JobQueue } from '../queue/job-queue.ts';
import { runClaimed } from '../runs/run-claimed.ts';
import { trialStreams } from '../runs/trial-streams.ts';
import type { ClaimedJob, ProgressPart } from '../store/machines.ts';
import type { Claim, Store } from '../store/store.ts';
import type { EpochRecord, Trial } from '../study/trial.ts';
import type { OpenedStudy } from './open-study.ts';

/** How a run ended for this worker; the record is that of the trial's row then. */
export type RunEnd =
  | { readonly kind: 'recorded'; readonly trial: Trial }
  /** The trial belongs to another worker by now; nothing was recorded. */
  | { readonly kind: 'superseded' }
  /** The trial was given back, and its job may be fetched at once. */
  | { readonly kind: 'givenBack'; readonly refusal?: UsageError };

export interface RunPlace {
  readonly store: Store;
  readonly queue: JobQueue;
  onEpoch(epoch: number): void;
  /** Takes an error of giving a trial back: its job goes to another worker later. */
  onError(error: unknown): void;
}

interface FoldEpochs {
  readonly fold?: number;
  readonly history: EpochRecord[];
}

/** A job that this worker trains. */
export class TrialRun {
  readonly opened: OpenedStudy;
  readonly claim: ClaimedJob;
  /** The job by which it is held; a later fetch of the same trial takes its place. */
  job: FetchedJob;
  readonly #stop = createStopFlag();
  readonly #giveUp = new AbortController();
  #isSuperseded = false;
  /** By fold, in the order in which they were trained. */
  #epochs: FoldEpochs[] = [];
  #parts: readonly ProgressPart[] = [];
  #nextPart = 0;

  constructor(opened: OpenedStudy, claim: ClaimedJob, job: FetchedJob) {
    this.opened = opened;
    this.claim = claim;
    this.job = job;
  }

  /** Trains and records the trial; its job is then to be ended. RecordingError when it could not be recorded. */
  async run(place: RunPlace): Promise<RunEnd> {
    let end: TaskEnd | undefined;
    let trial: Trial | undefined;
    try {
      trial = await this.#train(place, (taskEnd) => {
        end = taskEnd;
      });
    } catch (error) {
      await this.#giveBack(place);
      if (error instanceof UsageError) return { kind: 'givenBack', refusal: error };
      if (error instanceof InterruptedError) return { kind: 'givenBack' };
      throw error;
    }
    // A job of a superseded attempt may have been fetched by another worker, and is not this one's to end.
    if (this.#isSuperseded || end?.kind === 'superseded') return { kind: 'superseded' };
    if (end?.kind === 'interrupted') {
      await this.#giveBack(place);
      return { kind: 'givenBack' };
    }
    return trial === undefined ? { kind: 'superseded' } : { kind: 'recorded', trial };
  }

  /** Ends the training after its epoch, and the trial is recorded. */
  askToEnd(): void {
    askToStop(this.#stop);
  }

  /** Ends the training at once: the trial is given back, or dropped if it is another worker's by now. */
  giveUp(why: 'leaving' | 'superseded'): void {
    this.#isSuperseded ||= why === 'superseded';
    this.#giveUp.abort();
  }

  /** The epochs to report in parts, one for each fold; the same parts again until they are `acknowledged`. */
  progress(): readonly ProgressPart[] {
    if (this.#parts.length > 0) return this.#parts;
    const { studyId, trial, attempt } = this.claim;
    this.#parts = this.#epochs.map((own) => ({ studyId, trial, attempt, part: this.#nextPart++, ...own }));
    this.#epochs = [];
    return this.#parts;
  }

  acknowledged(): void {
    this.#parts = [];
  }

  /** True for a later job of the same training. */
  isFor({ studyId, trial, rung }: FetchedJob): boolean {
    const { claim, job } = this;
    return claim.studyId === studyId && claim.trial === trial && job.rung?.rung === rung?.rung;
  }

  isClaimOf({ studyId, trial, attempt }: Claim): boolean {
    const { claim } = this;
    return claim.studyId === studyId && claim.trial === trial && claim.attempt === attempt;
  }

  #train({ store, onEpoch }: RunPlace, onTaskEnd: (end: TaskEnd) => void): Promise<Trial | undefined> {
    const { study, dataset, pool } = this.opened;
    const { config, ...claim } = this.claim;
    const { keep, rung, draw, isEnqueued } = this.job;
    const streams = trialStreams({ trial: claim.trial, draw, isEnqueued });
    const task = { config, stop: this.#stop, keep, ...streams, ...(rung && { rung }) };
    const onReport = (report: WorkerReport) => {
      if (report.kind !== 'epoch') return;
      this.#keep(report);
      onEpoch(report.record.epoch);
    };
    const { timeoutSeconds } = study.spec.training;
    const giveUp = this.#giveUp.signal;
    return runClaimed({ study, store, pool, dataset, keep }, claim, task, {
      ...{ timeoutSeconds, onReport, onTaskEnd, giveUp },
    });
  }

  #keep({ record, fold }: Extract<WorkerReport, { kind: 'epoch' }>): void {
    const last = this.#epochs.at(-1);
    if (last !== undefined && last.fold === fold) last.history.push(record);
    else this.#epochs.push({ ...(fold !== undefined && { fold }), history: [record] });
  }

  async #giveBack({ store, queue, onError }: RunPlace): Promise<void> {
    const { studyId, trial, attempt } = this.claim;
    // Where the store fails, the job goes to another worker once this one no longer touches it.
    await store.unclaim({ studyId, trial, attempt }).catch(onError);
    await queue.release(this.job).catch(onError);
  }
}
