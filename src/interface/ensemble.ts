import { makeEnsemble } from '../ensemble/make-ensemble.ts';
import { UsageError } from '../errors.ts';
import { openModels } from '../search/open-models.ts';
import { defaultDatabase } from '../store/open-store.ts';
import { requireStudy } from '../store/require-study.ts';
import { withStore } from '../store/with-store.ts';
import { type EnsembleRequest, ensembleMethods, type MadeEnsemble } from '../study/ensemble-report.ts';
import { requireWholeNumbers } from './option-laws.ts';
import type { StoredStudy } from './top.ts';

export interface EnsembleOptions extends StoredStudy, Partial<EnsembleRequest> {}

/**
 * Combines the best models of a study, measures what that gains, and stores who is in it, as `hpsearch ensemble` does.
 * UsageError when the study has no models, or its data have changed.
 */
export async function ensemble(options: EnsembleOptions = {}): Promise<MadeEnsemble> {
  const { db = defaultDatabase(), study: name, method = 'greedy', ...request } = options;
  requireWholeNumbers({ k: { value: request.k, min: 1 }, size: { value: request.size, min: 1 } });
  if (!ensembleMethods.includes(method)) {
    throw new UsageError(
      `method: must be one of ${ensembleMethods.join(', ')}, got ${JSON.stringify(method)}`,
    );
  }
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
