import { defaultCandidates, defaultSize, makeEnsemble } from '../ensemble/make-ensemble.ts';
import type { Message } from '../faults/message.ts';
import { brokenEnsembleName } from '../records/ensemble-name.ts';
import { ensembleMethods, type MadeEnsemble } from '../reports/ensemble-report.ts';
import { openModels } from '../runs/open-models.ts';
import { requireStudy } from '../store/require-study.ts';
import type { StoredEnsemble } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import { namedText, oneOf, toggle, trialNumbers, wholeNumber } from './options/kinds.ts';
import { conflict, type OptionsOf } from './options/option.ts';
import type { GivenOptions } from './options/read-options.ts';
import { storedStudy } from './options/shared.ts';

export const ensembleOptions = {
  options: {
    method: oneOf(ensembleMethods, {
      describe:
        'greedy: bagged forward selection; stack: weights that minimise the loss; average: equal weights',
      default: 'greedy',
    }),
    k: wholeNumber(1, {
      describe: 'number of the best trials that are candidates',
      defaultText: String(defaultCandidates),
    }),
    trials: trialNumbers({ describe: 'candidate trials in place of the best, such as 3,7,9' }),
    size: wholeNumber(1, { describe: 'maximum number of members', defaultText: `k, or ${defaultSize}` }),
    name: namedText(brokenEnsembleName, {
      describe: 'name of the ensemble (default: made from its method and options)',
    }),
    replace: toggle('put it in the place of the one of that name'),
    ...storedStudy,
  },
  rules: (given: GivenOptions) => [conflict(given, 'k', 'trials')],
};

export interface EnsembleList {
  readonly study: string;
  readonly ensembles: readonly StoredEnsemble[];
}

/**
 * Combines the best models of a study, measures the gain, and stores the members. UsageError when the study has no
 * models, or its data have changed.
 */
export function ensemble(
  { study: name, db, trials, ...request }: OptionsOf<typeof ensembleOptions.options>,
  { note }: { note(text: Message): void },
): Promise<MadeEnsemble> {
  const inOrder = trials?.toSorted((one, other) => one - other);
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    return makeEnsemble(
      { store, study },
      { ...request, trials: inOrder },
      { open: () => openModels(store, study), note, now: () => performance.now() },
    );
  });
}

/** The stored ensembles of a study. */
export function ensembles({ study: name, db }: OptionsOf<typeof storedStudy>): Promise<EnsembleList> {
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    return { study: study.name, ensembles: await store.ensembles(study.id) };
  });
}
