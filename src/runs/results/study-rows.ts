import type { Store, Study } from '../../store/store.ts';
import type { RungRow } from '../../store/trial-result.ts';
import type { Trial } from '../../study/trial.ts';

/** A study, whose trials and rungs are each read once, when something first asks for them. */
export interface StudyRows {
  readonly store: Store;
  readonly study: Study;
  trials(): Promise<readonly Trial[]>;
  rungs(): Promise<readonly RungRow[]>;
}

export function studyRows(store: Store, study: Study): StudyRows {
  let trials: Promise<readonly Trial[]> | undefined;
  let rungs: Promise<readonly RungRow[]> | undefined;
  return {
    store,
    study,
    trials: () => {
      trials ??= store.trials(study.id);
      return trials;
    },
    rungs: () => {
      rungs ??= store.rungs(study.id);
      return rungs;
    },
  };
}
