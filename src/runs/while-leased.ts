import { leaseSeconds } from '../store/lease.ts';
import type { Store, Study } from '../store/store.ts';
import { thisRunner } from './runner.ts';

/** Renews this process's lease of a study for as long as `work` takes, and then releases it. */
export async function whileLeased<T>(
  store: Store,
  { id }: Pick<Study, 'id'>,
  work: () => Promise<T>,
): Promise<T> {
  // An error is met again by the work itself.
  const renew = () => store.renew(id, thisRunner()).catch(() => undefined);
  const timer = setInterval(renew, (1000 * leaseSeconds) / 4).unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await store.release(id, thisRunner());
  }
}
