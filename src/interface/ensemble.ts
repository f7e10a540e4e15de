import { brokenEnsembleName } from '../ensemble/ensemble-name.ts';
import { makeEnsemble } from '../ensemble/make-ensemble.ts';
import { openModels } from '../search/open-models.ts';
import { defaultDatabase } from '../store/default-database.ts';
import { requireStudy } from '../store/require-study.ts';
import { withStore } from '../store/with-store.ts';
import { type EnsembleRequest, ensembleMethods, type MadeEnsemble } from '../study/ensemble-report.ts';
import { oneOf, requireLaws, wholeNumber } from './option-laws.ts';
import type { StoredStudy } from './stored-study.ts';

export interface EnsembleOptions extends StoredStudy, Partial<EnsembleRequest> {}

/**
 * Combines the best models of a study, measures what that gains, and stores who is in it, as `hpsearch ensemble` does.
 * UsageError when the study has no models, or its data have changed.
 */
export async function ensemble(options: EnsembleOptions = {}): Promise<MadeEnsemble> {
  const { db = defaultDatabase(), study: name, method = 'greedy', ...request } = options;
  const nameLaw = request.name === undefined ? undefined : brokenEnsembleName(String(request.name));
  requireLaws(
    wholeNumber('k', request.k, 1),
    wholeNumber('size', request.size, 1),
    oneOf('method', method, ensembleMethods),
    nameLaw === undefined ? undefined : `name: ${nameLaw}, got ${JSON.stringify(request.name)}`,
  );
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    return makeEnsemble(
      { store, study },
      { ...request, method },
      {
        open: () => openModels(store, study),
        note() {},
        now: () => performance.now(),
      },
    );
  });
}
