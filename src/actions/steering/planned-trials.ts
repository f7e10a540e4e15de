import { extensionOf } from '../../runs/asked-of-study.ts';
import type { Store, Study } from '../../store/store.ts';

/** The largest number that every database has for a trial. */
const mostTrials = 2 ** 31 - 1;

/**
 * The number of sampled trials that a study is to have, as far as it is stored: that of its space, of a request to extend
 * it, or of the trials that are there. An option of the process that runs it may ask for more.
 */
export async function plannedTrials(store: Store, { id, spec }: Study): Promise<number> {
  const sampled = (await store.missing(id, mostTrials)).at(-1)?.from ?? 0;
  return Math.max(spec.search.trials, sampled, extensionOf(await store.requests(id)));
}
