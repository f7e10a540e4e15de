import { mergeCurves, type NewEpochs } from '../../plots/columns/merge-curves.ts';
import { latestMoment } from '../../plots/columns/merge-trials.ts';
import { stateCodes } from '../../plots/columns/trial-columns.ts';
import type { StudyHead } from '../../plots/study-head.ts';
import {
  announcement,
  curves,
  databaseProblem,
  head,
  jobEvents,
  keptTrainings,
  trials,
} from '../state/study-state.ts';
import type { ServerEvent } from './event-stream.ts';
import { loadChanges, loadRest } from './load-study.ts';

/** The page takes up changes at most twice a second. */
const changesEachMs = 500;

/** Curves and derived findings follow every few seconds, in a large study more rarely: they are megabytes. */
const findingsEachMs = (count: number) => Math.max(4000, 3 * count);

interface Change {
  readonly changedAt: number;
  readonly counts?: StudyHead['counts'];
  readonly trainings?: number;
}

/** Gathers the server's events and applies them together. */
export class ChangeQueue {
  /** The last change that was taken up: the next request asks for all trials that changed since. */
  #known: number | undefined;
  #pending: number | undefined;
  #epochs: NewEpochs[] = [];
  #isBusy = false;
  #isFinding = false;
  #hasChanged = false;
  /** The last counts by state that an event brought. */
  #counts: StudyHead['counts'] | undefined;

  readonly #id: number;
  readonly #loaded: Promise<void>;
  readonly #isCurrent: () => boolean;

  constructor(id: number, loaded: Promise<void>, isCurrent: () => boolean) {
    this.#id = id;
    this.#loaded = loaded;
    this.#isCurrent = isCurrent;
  }

  take({ event, data }: ServerEvent): void {
    if (event === 'problem') databaseProblem.value = (JSON.parse(data) as { error: string }).error;
    else databaseProblem.value = undefined;
    if (event === 'change') this.#takeChange(JSON.parse(data));
    else if (event === 'job') jobEvents.value++;
    else if (event === 'epochs') this.#epochs.push(...(JSON.parse(data) as NewEpochs[]));
    else if (event === 'run') this.#takeRun(JSON.parse(data));
    this.#applySoon();
  }

  #takeChange({ changedAt, counts, trainings }: Change): void {
    this.#pending = changedAt;
    this.#counts = counts;
    keptTrainings.value = trainings;
  }

  #applySoon(): void {
    if (this.#isBusy || (this.#pending === undefined && this.#epochs.length === 0)) return;
    this.#isBusy = true;
    setTimeout(async () => {
      await this.#loaded;
      await this.#apply();
      this.#isBusy = false;
      if (this.#isCurrent()) this.#applySoon();
    }, changesEachMs);
  }

  async #apply(): Promise<void> {
    const pending = this.#pending;
    const epochs = this.#epochs;
    this.#pending = undefined;
    this.#epochs = [];
    if (!this.#isCurrent()) return;
    if (pending !== undefined) await this.#applyChange(pending);
    if (!this.#isCurrent() || curves.value === undefined || epochs.length === 0) return;
    curves.value = mergeCurves(curves.value, joined(epochs));
  }

  async #applyChange(changedAt: number): Promise<void> {
    // A new connection tells how the study stands: nothing is new if that is what was loaded.
    const isLoaded = stateCodes.every((state) => this.#counts?.[state] === head.value?.counts[state]);
    if (this.#known === undefined && this.#counts !== undefined && isLoaded) {
      this.#known = changedAt;
      return;
    }
    const before = head.value?.best;
    const since = this.#known ?? Math.min(changedAt, latestMoment(trials.value));
    try {
      await loadChanges(this.#id, since, this.#isCurrent);
      this.#known = changedAt;
    } catch {
      // The connection is lost. The next change, after it is back, asks for these trials too.
      this.#known = since;
      return;
    }
    const best = head.value?.best ?? null;
    if (best !== before && best !== null) announcement.value = `Trial ${best} is the new best.`;
    this.#findLater();
  }

  #takeRun(run: { isRunning: boolean; workers: number }): void {
    if (head.value === undefined) return;
    if (head.value.run.isRunning && !run.isRunning) announcement.value = 'The search has ended.';
    head.value = { ...head.value, run: { isRunning: run.isRunning, workers: run.workers } };
    this.#findLater();
  }

  /** Loads what follows from the trials, one load at a time; changes during a load ask for another one. */
  #findLater(): void {
    this.#hasChanged = true;
    if (this.#isFinding) return;
    this.#isFinding = true;
    setTimeout(
      async () => {
        this.#hasChanged = false;
        if (this.#isCurrent()) await loadRest(this.#id, this.#isCurrent);
        this.#isFinding = false;
        if (this.#hasChanged && this.#isCurrent()) this.#findLater();
      },
      findingsEachMs(trials.value?.trial.length ?? 0),
    );
  }
}

/** One entry a trial, epochs in the order of their arrival. */
function joined(news: readonly NewEpochs[]): NewEpochs[] {
  const byTrial = new Map<number, NewEpochs['epochs'][number][]>();
  for (const { trial, epochs } of news) {
    const list = byTrial.get(trial) ?? [];
    list.push(...epochs);
    byTrial.set(trial, list);
  }
  return [...byTrial].map(([trial, epochs]) => ({ trial, epochs }));
}
