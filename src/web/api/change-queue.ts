import type { NewEpochs } from '../../plots/columns/merge-curves.ts';
import { stateCodes } from '../../plots/columns/trial-columns.ts';
import type { StudyChanges } from '../../plots/study-changes.ts';
import type { StudyHead } from '../../plots/study-head.ts';
import type { Findings } from '../../reports/dashboard/findings.ts';
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
import {
  type FollowedStudy,
  loadAgain,
  loadChanges,
  loadRest,
  takeChanges,
  takeFindings,
} from './load-study.ts';

/** The page takes up changes at most twice a second. */
const changesEachMs = 500;

/** Curves and derived findings follow every few seconds, in a large study more rarely: they are megabytes. */
const findingsEachMs = (count: number) => Math.max(4000, 3 * count);

interface Change {
  readonly changedAt: number;
  readonly counts: StudyHead['counts'];
  readonly trainings?: number;
  /** Absent from the first event of a connection, and where they are many. */
  readonly changes?: StudyChanges;
}

/** Gathers the server's events and applies them together. */
export class ChangeQueue {
  /** The last change that was taken up. */
  #known: number | undefined;
  #pending: readonly Change[] = [];
  #hasEpochs = false;
  #isBusy = false;
  #isFinding = false;
  #hasChanged = false;

  readonly #followed: FollowedStudy;
  readonly #loaded: Promise<void>;

  /** `loaded` resolves when the study is here. */
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
    else if (event === 'findings') this.#takeFindings(JSON.parse(data));
    else if (event === 'newer') void loadAgain(this.#followed, JSON.parse(data));
    this.#applySoon();
  }

  #takeChange(change: Change): void {
    this.#pending = [...this.#pending, change];
    keptTrainings.value = change.trainings;
  }

  #takeFindings(findings: Findings): void {
    if (this.#followed.isCurrent()) takeFindings(findings);
  }

  #takeEpochs(news: readonly NewEpochs[]): void {
    this.#followed.live.take(news);
    this.#hasEpochs = true;
  }

  #applySoon(): void {
    if (this.#isBusy || (this.#pending.length === 0 && !this.#hasEpochs)) return;
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
    this.#pending = [];
    this.#hasEpochs = false;
    if (!this.#followed.isCurrent()) return;
    if (pending.length > 0) await this.#applyChanges(pending);
    if (this.#followed.isCurrent() && curves.value !== undefined && hasEpochs) {
      curves.value = this.#followed.live.onto(curves.value);
    }
  }

  async #applyChanges(pending: readonly Change[]): Promise<void> {
    const before = head.value?.best;
    const known = this.#known ?? head.value?.changedAt ?? 0;
    const { changedAt } = pending.at(-1) as Change;
    if (!follow(known, pending) && !(await this.#load(known))) return;
    this.#known = Math.max(known, changedAt);
    const best = head.value?.best ?? null;
    if (best !== before && best !== null) announcement.value = `Trial ${best} is the new best.`;
  }

  /** False when the connection is lost: the next change, after it is back, asks for these trials too. */
  async #load(since: number): Promise<boolean> {
    try {
      await loadChanges(this.#followed, since);
    } catch {
      this.#known = since;
      return false;
    }
    this.#findLater();
    return true;
  }

  #takeRun(run: { isRunning: boolean; workers: number }): void {
    if (head.value === undefined) return;
    if (head.value.run.isRunning && !run.isRunning) announcement.value = 'The search has ended.';
    head.value = { ...head.value, run: { isRunning: run.isRunning, workers: run.workers } };
  }

  /** Loads what follows from trials that no event brought, one load at a time; changes meanwhile ask for another one. */
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

/** Takes up what events have brought; false where something is missing between what is known and what they tell. */
function follow(known: number, pending: readonly Change[]): boolean {
  for (const { changes, changedAt, counts } of pending) {
    if (changes === undefined) {
      const isSame = stateCodes.every((state) => counts[state] === head.value?.counts[state]);
      if (changedAt > known || (changedAt === known && !isSame)) return false;
    } else if (changes.since > known || !takeChanges(changes)) return false;
    known = Math.max(known, changedAt);
  }
  return true;
}
