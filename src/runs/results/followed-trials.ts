import type { TimedTrial } from '../../store/live-store.ts';
import type { Store, Study } from '../../store/store.ts';
import { isRepeatable, type Trial, type TrialState } from '../../study/trial.ts';
import { type StudyRows, studyRows } from './study-rows.ts';

interface Followed {
  readonly store: Store;
  readonly trials: Map<number, Trial>;
  /** Contributions of the trials that were last asked for, which stay the same while a trial does. */
  readonly contributions: Map<number, { readonly trial: Trial; readonly values: Float64Array | undefined }>;
  /** When one of them changed last. */
  changedAt: number;
}

/** Twice those of a study that keeps the weights of 20 trials. */
const mostContributions = 40;

/** Their trials stay in memory: about 10 MB for 10,000 of them. */
const mostStudies = 2;

/** The trials of the studies that were read last: each reading asks the store only for those that have changed. */
export class FollowedTrials {
  readonly #studies = new Map<number, Followed>();

  /** The rows of a study, whose trials are those of the store at present. */
  rowsOf(store: Store, study: Study): StudyRows {
    let trials: Promise<readonly Trial[]> | undefined;
    const rows = studyRows(store, study);
    return {
      ...rows,
      trials: () => {
        trials ??= this.#read(store, study.id);
        return trials;
      },
      contributions: (trial) => this.#contributions(rows, trial),
    };
  }

  /** Read once for each state of a trial that is followed. */
  async #contributions({ store, study, contributions }: StudyRows, number: number) {
    const followed = this.#studies.get(study.id);
    const trial = followed?.store === store ? followed.trials.get(number) : undefined;
    if (followed === undefined || trial === undefined) return contributions(number);
    const known = followed.contributions.get(number);
    if (known?.trial === trial) return known.values;
    const values = await contributions(number);
    if (followed.contributions.size >= mostContributions) followed.contributions.clear();
    followed.contributions.set(number, { trial, values });
    return values;
  }

  async #read(store: Store, study: number): Promise<readonly Trial[]> {
    const known = this.#studies.get(study);
    // A file that was replaced is read by another store.
    const followed = known?.store === store && (await isBroughtUp(known, study)) ? known : undefined;
    const current = followed ?? { store, contributions: new Map(), ...kept(await store.changes(study)) };
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
