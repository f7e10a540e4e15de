import type { TimedTrial } from '../../store/live-store.ts';
import type { Store, Study } from '../../store/store.ts';
import { isRepeatable, type Trial, type TrialState } from '../../study/trial.ts';
import { type StudyRows, studyRows } from './study-rows.ts';

interface Followed {
  readonly store: Store;
  readonly trials: Map<number, Trial>;
  /** When one of them changed last. */
  changedAt: number;
}

/** Their trials stay in memory: about 10 MB for 10,000 of them. */
const mostStudies = 2;

/** The trials of the studies that were read last: each reading asks the store only for those that have changed. */
export class FollowedTrials {
  readonly #studies = new Map<number, Followed>();

  /** The rows of a study, whose trials are those of the store at present. */
  rowsOf(store: Store, study: Study): StudyRows {
    let trials: Promise<readonly Trial[]> | undefined;
    return {
      ...studyRows(store, study),
      trials: () => {
        trials ??= this.#read(store, study.id);
        return trials;
      },
    };
  }

  async #read(store: Store, study: number): Promise<readonly Trial[]> {
    const known = this.#studies.get(study);
    // A file that was replaced is read by another store.
    const followed = known?.store === store && (await isBroughtUp(known, study)) ? known : undefined;
    const current = followed ?? { store, ...kept(await store.changes(study)) };
    this.#studies.delete(study);
    this.#studies.set(study, current);
    const [oldest] = this.#studies.keys();
    if (this.#studies.size > mostStudies && oldest !== undefined) this.#studies.delete(oldest);
    return [...current.trials.values()];
  }
}

function kept(timed: readonly TimedTrial[]): Pick<Followed, 'trials' | 'changedAt'> {
  const trials = new Map(timed.map(({ trial }) => [trial.trial, trial]));
  return { trials, changedAt: lastOf(timed, 0) };
}

/** False where the trials have to be read anew: some were deleted, or an earlier number was added. */
async function isBroughtUp(followed: Followed, study: number): Promise<boolean> {
  const { store, trials } = followed;
  const changed = await store.changes(study, followed.changedAt);
  let last = [...trials.keys()].at(-1) ?? -1;
  for (const { trial } of changed) {
    if (!trials.has(trial.trial)) {
      if (trial.trial < last) return false;
      last = trial.trial;
    }
    trials.set(trial.trial, trial);
  }
  followed.changedAt = lastOf(changed, followed.changedAt);
  return hasAll(followed, study);
}

/** Deleted trials are in no list of changes: waiting ones are missing in the counts, running derived ones are few. */
async function hasAll({ store, trials }: Followed, study: number): Promise<boolean> {
  const counts: Partial<Record<TrialState, number>> = {};
  for (const trial of trials.values()) {
    if (trial.state !== 'running' || isRepeatable(trial))
      counts[trial.state] = (counts[trial.state] ?? 0) + 1;
    else if ((await store.trial(study, trial.trial)) === undefined) return false;
  }
  const stored = Object.entries(await store.counts(study));
  return stored.every(([state, count]) => count === (counts[state as TrialState] ?? 0));
}

function lastOf(timed: readonly TimedTrial[], before: number): number {
  return timed.reduce((last, { changedAt }) => Math.max(last, changedAt), before);
}
