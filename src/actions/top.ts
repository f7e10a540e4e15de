import { NoTrialCompletedError } from '../faults/errors.ts';
import { requireStudy } from '../store/require-study.ts';
import type { Study } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import type { Trial } from '../study/trial.ts';
import { wholeNumber } from './options/kinds.ts';
import type { OptionsOf } from './options/option.ts';
import { storedStudy } from './options/shared.ts';

export const topOptions = {
  options: { k: wholeNumber(1, { describe: 'number of trials', default: 5 }), ...storedStudy },
};

/** A trial and its rank, from 1. */
export type RankedTrial = Trial & { readonly rank: number };

export interface TopReport {
  readonly study: Study;
  /** The best complete trials, best first, at most `k`. */
  readonly trials: readonly RankedTrial[];
}

/** Ranks the trials of a study. NoTrialCompletedError, with an empty report, when none is complete. */
export function top({ k, study: name, db }: OptionsOf<typeof topOptions.options>): Promise<TopReport> {
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    const best = await store.top(study.id, k);
    const report = { study, trials: best.map((trial, place) => ({ rank: place + 1, ...trial })) };
    if (best.length > 0) return report;
    throw new NoTrialCompletedError(`no trial of study '${study.name}' is complete`, { report });
  });
}
