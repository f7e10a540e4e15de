import { expect, test } from 'vitest';
import type { JobQueue, LiveJob } from '../../src/queue/job-queue.ts';
import { takeOver } from '../../src/search/executors/take-over.ts';
import type { Store, Study } from '../../src/store/store.ts';

test('a takeover removes the lost jobs of the search before, and no others', async () => {
  const jobs = new Map<string, LiveJob>([
    ['a', { id: 'a', trial: 0, state: 'lost' }],
    ['b', { id: 'b', trial: 1, state: 'fetched' }],
  ]);
  const queue = {
    open: async () => undefined,
    live: async () => [...jobs.values()],
    remove: async (_study: number, id: string) => void jobs.delete(id),
    cancel: async () => [],
  } as unknown as JobQueue;
  const store = { orphans: async () => [] } as unknown as Store;
  await takeOver({ store, study: { id: 1 } as Study, queue }, async () => undefined);
  expect([...jobs.keys()]).toEqual(['b']);
});
