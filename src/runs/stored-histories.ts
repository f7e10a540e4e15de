import type { Store } from '../store/store.ts';
import type { TrialHistory } from '../store/trial-result.ts';

/** Few enough to be held at once. */
const pageSize = 1000;

/** The epochs of a study's ended sampled trials from number `from` on, by number, read by the page. */
export async function* storedHistories(
  store: Store,
  studyId: number,
  from = 0,
): AsyncGenerator<TrialHistory, void, undefined> {
  let page = await store.histories(studyId, from - 1, pageSize);
  while (page.length > 0) {
    yield* page;
    page = await store.histories(studyId, page.at(-1)?.trial ?? 0, pageSize);
  }
}
