import { makeEnsemble } from '../ensemble/make-ensemble.ts';
import { brokenEnsembleName } from '../records/ensemble-name.ts';
import { type EnsembleRequest, ensembleMethods, type MadeEnsemble } from '../reports/ensemble-report.ts';
import { openModels } from '../runs/open-models.ts';
import { defaultDatabase } from '../store/default-database.ts';
import { requireStudy } from '../store/require-study.ts';
import { withStore } from '../store/with-store.ts';
import { oneOf, text, trialNumbers, truth, wholeNumber } from './option-constraints.ts';
import { type Constraints, requireOptions } from './options.ts';
import { type StoredStudy, storedStudy } from './stored-study.ts';

export interface EnsembleOptions extends StoredStudy, Partial<EnsembleRequest> {}

const constraints: Constraints<EnsembleOptions> = {
  ...storedStudy,
  ...{ k: wholeNumber(1), size: wholeNumber(1), method: oneOf(ensembleMethods) },
  ...{ trials: trialNumbers, name: text, replace: truth },
};

function refusals({ name, k, trials }: EnsembleOptions): (string | undefined)[] {
  // What is no text at all is refused before.
  const refusal = text(name) === undefined ? brokenEnsembleName(name as string) : undefined;
  return [
    refusal && `name: ${refusal}, got ${JSON.stringify(name)}`,
    k !== undefined && trials !== undefined ? 'k: must be left out where trials are given' : undefined,
  ];
}

/**
 * Combines the best models of a study, measures what that gains, and stores who is in it, as `hpsearch ensemble` does.
 * UsageError when the study has no models, or its data have changed.
 */
export async function ensemble(options: EnsembleOptions = {}): Promise<MadeEnsemble> {
  requireOptions<EnsembleOptions>(options, constraints, { together: refusals });
  const { db = defaultDatabase(), study: name, method = 'greedy', trials, ...rest } = options;
  const inOrder = trials && [...new Set(trials)].sort((one, other) => one - other);
  const request = { ...rest, method, trials: inOrder };
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    return makeEnsemble({ store, study }, request, {
      open: () => openModels(store, study),
      note() {},
      now: () => performance.now(),
    });
  });
}
