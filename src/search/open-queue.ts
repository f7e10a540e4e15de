import { sampleTrials } from '../runs/open-study.ts';
import { configurationOf } from '../samplers/configuration.ts';
import { type Asking, askedTrials } from './asked-trials.ts';
import { type TrialQueue, waitingTrials } from './trial-queue.ts';

/** The trials of a search: sampled ahead where they depend on no results, and asked for one by one otherwise. */
export async function openQueue(asking: Asking): Promise<TrialQueue> {
  const { store, study, sampler, spec, count } = asking;
  if (sampler.needsHistory) return askedTrials(asking);
  await sampleTrials(store, study, count, (number) => configurationOf(sampler, spec, number));
  return waitingTrials(store, study, count);
}
