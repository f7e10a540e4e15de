import type { StudySummary } from '../reports/study-summary.ts';
import type { Store, Study } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import { backendOf } from '../study/study-spec.ts';
import type { OptionsOf } from './options/option.ts';
import { database } from './options/shared.ts';

export const studiesOptions = { options: database };

/** Lists the studies of a database, the oldest first. */
export function studies({ db }: OptionsOf<typeof studiesOptions.options>): Promise<StudySummary[]> {
  return withStore(db, async (store) =>
    Promise.all((await store.studies()).map((study) => summaryOf(store, study))),
  );
}

export async function summaryOf(store: Store, study: Study): Promise<StudySummary> {
  const { id, name, spec, createdAt } = study;
  const [best] = await store.top(id, 1);
  const { metric, direction } = spec.objective;
  const trials = await store.counts(id);
  return {
    ...{ name, createdAt, backend: backendOf(study), metric, direction, trials },
    best: best?.value ?? null,
  };
}
