import type { Store, TrialCounts } from '../../store/store.ts';
import { Refused } from '../door/refused.ts';

/** How a study stands, by a few cheap queries. */
export interface StudyLook {
  /** Grows when a trial has changed. */
  readonly changedAt: number;
  readonly counts: TrialCounts;
  readonly run: { readonly isRunning: boolean; readonly workers: number };
}

/** Refused when the store has no study with this id. */
export async function lookAt(store: Store, study: number): Promise<StudyLook> {
  if ((await store.findStudy(study)) === undefined) throw new Refused(404, 'no study has this id');
  const counts = await store.counts(study);
  return {
    changedAt: counts.complete + counts.pruned + counts.failed,
    counts,
    run: { isRunning: counts.running > 0, workers: counts.running },
  };
}
