import { askedTrials } from './asked-trials.ts';
import type { Asking } from './asking.ts';
import { sampledAhead } from './sampled-ahead.ts';
import type { TrialQueue } from './trial-queue.ts';

/** The trials of a search: sampled ahead where they depend on no results, and asked for one by one otherwise. */
export function openQueue(asking: Asking): Promise<TrialQueue> {
  return asking.sampler.needsHistory ? askedTrials(asking) : sampledAhead(asking);
}
