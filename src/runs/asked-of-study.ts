import type { StoredRequest } from '../reports/dashboard/steering.ts';

/** The number of sampled trials that people have asked for; 0 when nobody has. A refused request does not count. */
export function extensionOf(requests: readonly StoredRequest[]): number {
  return requests.reduce((most, { request, answer }) => {
    return request.kind === 'extend' && answer?.isDone !== false ? Math.max(most, request.trials) : most;
  }, 0);
}

/**
 * The trials that people have pruned, with who asked first. Such a trial ends after its epoch whenever it runs, and goes on
 * from no rung. It is stored before the trial ends, so that a resumed search decides like one that was not interrupted.
 */
export function prunedByPeople(requests: readonly StoredRequest[]): ReadonlyMap<number, string> {
  const pruned = new Map<number, string>();
  for (const { request, askedBy, answer } of requests) {
    if (request.kind !== 'prune' || !answer?.isDone || pruned.has(request.trial)) continue;
    pruned.set(request.trial, askedBy);
  }
  return pruned;
}
