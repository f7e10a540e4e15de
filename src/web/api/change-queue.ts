import type { NewEpochs } from '../../plots/columns/merge-curves.ts';
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
import { type FollowedStudy, loadChanges, loadRest } from './load-study.ts';

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
  #hasEpochs = false;
  #isBusy = false;
  #isFinding = false;
  #hasChanged = false;
  /** The last counts by state that an event brought. */
  #counts: StudyHead['counts'] | undefined;

  readonly #followed: FollowedStudy;
  readonly #loaded: Promise<void>;

  /** `loaded` resolves when the trials are here. */
  constructor(followed: FollowedStudy, loaded: Promise<void>) {
    this.#followed = followed;
    this.#loaded = loaded;
  }

  take({ event, data }: ServerEvent): void {
    if (event === 'problem') databaseProblem.value = (JSON.parse(data) as { error: string }).error;
    else databaseProblem.value = undefined;
    if (event === 'change') this.#takeChange(JSON.parse(data));
    else if (event === 'job') jobEvents.value++;
    else if (event === 'epochs') this.#takeEpochs(JSON.parse(data));
    else if (event === 'run') this.#takeRun(JSON.parse(data));
    this.#applySoon();
  }

  #takeChange({ changedAt, counts, trainings }: Change): void {
    this.#pending = changedAt;
    this.#counts = counts;
    keptTrainings.value = trainings;
  }

  #takeEpochs(news: readonly NewEpochs[]): void {
    this.#followed.live.take(news);
    this.#hasEpochs = true;
  }

  #applySoon(): void {
    if (this.#isBusy || (this.#pending === undefined && !this.#hasEpochs)) return;
    this.#isBusy = true;
    setTimeout(async () => {
      await this.#loaded;
      await this.#apply();
      this.#isBusy = false;
      if (this.#followed.isCurrent()) this.#applySoon();
    }, changesEachMs);
  }

  async #apply(): Promise<void> {
    const pending = this.#pending;
    const hasEpochs = this.#hasEpochs;
    this.#pending = undefined;
    this.#hasEpochs = false;
    if (!this.#followed.isCurrent()) return;
    if (pending !== undefined) await this.#applyChange(pending);
    if (this.#followed.isCurrent() && curves.value !== undefined && hasEpochs) {
      curves.value = this.#followed.live.onto(curves.value);
    }
  }

  async #applyChange(changedAt: number): Promise<void> {
    // A new connection tells how the study stands: nothing is new if nothing runs and that is what was loaded. While a
    // search runs, one trial may have ended as another began, which leaves the counts as they were.
    const isLoaded =
      head.value?.run.isRunning === false &&
      stateCodes.every((state) => this.#counts?.[state] === head.value?.counts[state]);
    if (this.#known === undefined && isLoaded) {
      this.#known = changedAt;
      return;
    }
    const before = head.value?.best;
    const since = this.#known ?? Math.min(changedAt, latestMoment(trials.value));
    try {
      await loadChanges(this.#followed, since);
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
        if (this.#followed.isCurrent()) await loadRest(this.#followed);
        this.#isFinding = false;
        if (this.#hasChanged && this.#followed.isCurrent()) this.#findLater();
      },
      findingsEachMs(trials.value?.trial.length ?? 0),
    );
  }
}
