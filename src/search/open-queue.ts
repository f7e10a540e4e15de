import { askedTrials } from './asked-trials.ts';
import type { Asking } from './asking.ts';
import { sampledAhead } from './sampled-ahead.ts';
import type { TrialQueue } from './trial-queue.ts';

/** The trials of a search: sampled ahead when the sampler reads no results, else one by one. */
export function openQueue(asking: Asking): Promise<TrialQueue> {
  return asking.sampler.needsHistory ? askedTrials(asking) : sampledAhead(asking);
}
