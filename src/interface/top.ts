import { NoTrialCompletedError } from '../errors.ts';
import { topTrials } from '../search/top-trials.ts';
import { defaultDatabase } from '../store/open-store.ts';
import { requireStudy } from '../store/require-study.ts';
import { withStore } from '../store/with-store.ts';
import type { Configuration } from '../study/search-space.ts';
import { requireWholeNumbers } from './option-laws.ts';
import type { CompleteTrial } from './search-options.ts';

/** Which study of which database; default: the newest of $HPSEARCH_DB, or of ./hpsearch.db. */
export interface StoredStudy {
  readonly db?: string | undefined;
  readonly study?: string | undefined;
}

export interface TopOptions extends StoredStudy {
  /** How many. Default: 5. */
  readonly k?: number | undefined;
}

export type Ranked<Config = Configuration> = CompleteTrial<Config> & { readonly rank: number };

/** The best trials, best first. NoTrialCompletedError when none is complete. */
export async function top({
  db = defaultDatabase(),
  study: name,
  k = 5,
}: TopOptions = {}): Promise<Ranked[]> {
  requireWholeNumbers({ k: { value: k, min: 1 } });
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    const trials = await topTrials(store, study, k);
    if (trials.length === 0) throw new NoTrialCompletedError(`no trial of study '${study.name}' is complete`);
    return trials.flatMap(({ value, ...trial }) => (value === null ? [] : [{ ...trial, value }]));
  });
}
