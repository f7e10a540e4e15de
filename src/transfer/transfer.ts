import type { Store, StoredEnsemble, Study } from '../store/store.ts';
import type { EpochRecord, Trial } from '../study/trial.ts';

/** The formats of a whole study, for export and import. */
export const studyFormats = ['csv', 'json', 'optuna'] as const;
export type StudyFormat = (typeof studyFormats)[number];

/** The formats of an import: also a database of hpsearch, from which a study is copied row by row. */
export const importFormats = [...studyFormats, 'hpsearch'] as const;
export type ImportFormat = (typeof importFormats)[number];

/** A stored study for the writers: histories and weights are read trial by trial. */
export interface Exported {
  readonly store: Store;
  readonly study: Study;
  /** Ordered by number. Running derived trials are omitted: their requester restarts them. */
  readonly trials: readonly Trial[];
  /** Ensembles whose models are exported too; empty without weights. */
  readonly ensembles: readonly StoredEnsemble[];
  readonly withWeights: boolean;
}

export async function openExport(store: Store, study: Study, withWeights: boolean): Promise<Exported> {
  const trials = (await store.trials(study.id)).filter(
    ({ state, origin }) => state !== 'running' || origin === undefined,
  );
  const ensembles = withWeights ? await store.ensembles(study.id) : [];
  return { store, study, trials, ensembles, withWeights };
}

export function historyOf({ store, study }: Exported, { trial }: Trial): Promise<EpochRecord[]> {
  return store.history(study.id, trial);
}
