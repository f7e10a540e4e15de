import { NoTrialCompletedError } from '../faults/errors.ts';
import { topTrials } from '../search/top-trials.ts';
import { defaultDatabase } from '../store/default-database.ts';
import { requireStudy } from '../store/require-study.ts';
import { withStore } from '../store/with-store.ts';
import type { Configuration } from '../study/search-space.ts';
import { wholeNumber } from './option-constraints.ts';
import { requireOptions } from './options.ts';
import type { CompleteTrial } from './search-options.ts';
import { type StoredStudy, storedStudy } from './stored-study.ts';

export interface TopOptions extends StoredStudy {
  /** How many. Default: 5. */
  readonly k?: number | undefined;
}

export type Ranked<Config = Configuration> = CompleteTrial<Config> & { readonly rank: number };

/**
 * The best trials, best first; `top<ConfigurationOf<typeof space>>` gives their configurations the types of the study's
 * space. NoTrialCompletedError when none is complete.
 */
export function top<Config = Configuration>(options?: TopOptions): Promise<Ranked<Config>[]>;
export async function top(options: TopOptions = {}): Promise<Ranked[]> {
  requireOptions<TopOptions>(options, { ...storedStudy, k: wholeNumber(1) });
  const { db = defaultDatabase(), study: name, k = 5 } = options;
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    const trials = await topTrials(store, study, k);
    if (trials.length === 0) throw new NoTrialCompletedError(`no trial of study '${study.name}' is complete`);
    return trials.flatMap(({ value, ...trial }) => (value === null ? [] : [{ ...trial, value }]));
  });
}
