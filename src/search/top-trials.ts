import type { Store, Study } from '../store/store.ts';
import type { Trial } from '../study/trial.ts';

/** A trial and its place, from 1. */
export type RankedTrial = Trial & { readonly rank: number };

/** The best complete trials, at most `k`. */
export async function topTrials(store: Store, study: Study, k: number): Promise<RankedTrial[]> {
  const trials = await store.top(study.id, k);
  return trials.map((trial, place) => ({ rank: place + 1, ...trial }));
}
