import type { StoredRequest } from '../reports/dashboard/steering.ts';
import type { Store, Study } from '../store/store.ts';

/** The number of sampled trials that people have asked for; 0 when nobody has. A refused request does not count. */
export function extensionOf(requests: readonly StoredRequest[]): number {
  return requests.reduce((most, { request, answer }) => {
    return request.kind === 'extend' && answer?.isDone !== false ? Math.max(most, request.trials) : most;
  }, 0);
}

/**
 * The trials that people have pruned. Such a trial ends after its epoch whenever it runs, and goes on from no rung. It is
 * stored before the trial ends, so that a resumed search decides like one that was not interrupted.
 */
export async function prunedByPeople(
  store: Pick<Store, 'requests'>,
  { id }: Pick<Study, 'id'>,
): Promise<Set<number>> {
  const done = (await store.requests(id)).filter(({ answer }) => answer?.isDone);
  return new Set(done.flatMap(({ request }) => (request.kind === 'prune' ? [request.trial] : [])));
}
