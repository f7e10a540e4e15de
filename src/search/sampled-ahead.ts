import { configurationOf } from '../samplers/configuration.ts';
import type { SampleRange } from '../store/store.ts';
import type { Asking } from './asking.ts';
import { oneAtATime, type TrialQueue, waitingTrials } from './schedules/trial-queue.ts';

/** Trials sampled at a time: a study of a million trials starts without waiting for all of them. */
const mostAhead = 10_000;

/** The trials of a sampler that reads no results: sampled ahead, some thousands at a time. */
export async function sampledAhead({
  store,
  study,
  sampler,
  spec,
  from = 0,
  count,
  orphans,
}: Asking): Promise<TrialQueue> {
  const missing = sinceStage(await store.missing(study.id, count), from);
  const queue = waitingTrials(store, study, () => missing[0]?.from ?? count, orphans);
  const sampleMore = () =>
    store.addTrials(
      study.id,
      takeFrom(missing).map((trial) => ({ trial, config: configurationOf(sampler, spec, trial - from) })),
    );
  return {
    ...queue,
    next: oneAtATime(async () => {
      for (;;) {
        const next = await queue.next();
        if (next !== undefined || missing.length === 0) return next;
        await sampleMore();
      }
    }),
  };
}

/** Without the counts of earlier stages, which have ended. */
export function sinceStage(missing: readonly SampleRange[], start: number): SampleRange[] {
  return missing.flatMap(({ from, below }) =>
    below > start ? [{ from: Math.max(from, start), below }] : [],
  );
}

/** Takes the next numbers out of these ranges. */
function takeFrom(ranges: SampleRange[]): number[] {
  const numbers: number[] = [];
  while (numbers.length < mostAhead) {
    const range = ranges.shift();
    if (range === undefined) break;
    const below = Math.min(range.below, range.from + mostAhead - numbers.length);
    for (let number = range.from; number < below; number++) numbers.push(number);
    if (below < range.below) ranges.unshift({ from: below, below: range.below });
  }
  return numbers;
}
