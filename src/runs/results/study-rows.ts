import type { TimedTrial } from '../../store/live-store.ts';
import type { Store, Study } from '../../store/store.ts';
import type { RungRow } from '../../store/trial-result.ts';
import type { Trial } from '../../study/trial.ts';

/** A study, whose trials and rungs are each read once, when something first asks for them. */
export interface StudyRows {
  readonly store: Store;
  readonly study: Study;
  trials(): Promise<readonly Trial[]>;
  /** The trials with the times of their last attempts: whoever needs both asks for these first. */
  timedTrials(): Promise<readonly TimedTrial[]>;
  rungs(): Promise<readonly RungRow[]>;
  /** The part that each validation row adds to a trial's value; undefined where it is not kept. */
  contributions(trial: number): Promise<Float64Array | undefined>;
}

export function studyRows(store: Store, study: Study): StudyRows {
  let trials: Promise<readonly Trial[]> | undefined;
  let timed: Promise<readonly TimedTrial[]> | undefined;
  let rungs: Promise<readonly RungRow[]> | undefined;
  return {
    store,
    study,
    trials: () => {
      trials ??= timed?.then((each) => each.map(({ trial }) => trial)) ?? store.trials(study.id);
      return trials;
    },
    timedTrials: () => {
      timed ??= store.changes(study.id);
      return timed;
    },
    contributions: (trial) => store.contributions(study.id, trial),
    rungs: () => {
      rungs ??= store.rungs(study.id);
      return rungs;
    },
  };
}
