import { fileURLToPath } from 'node:url';
import { createThreadPool } from '../../src/pool/thread-pool.ts';
import { samplerOf } from '../../src/samplers/catalogue.ts';
import { localExecutor } from '../../src/search/executors/local-executor.ts';
import { openQueue } from '../../src/search/open-queue.ts';
import type { CheckableStudy } from '../../src/search/prepare-study.ts';
import { openSchedule } from '../../src/search/schedules/open-schedule.ts';
import { runSearch } from '../../src/search/search.ts';
import { openStore } from '../../src/store/open-store.ts';
import { keepAll } from '../../src/store/store.ts';
import type { WorkerContext } from '../../src/training/worker-context.ts';

const keep = 20;

/** Runs a whole search on one worker that trains nothing; `onEnd` is called after each trial. */
export async function runSilentSearch(
  database: string,
  { study: prepared, dataset }: CheckableStudy,
  onEnd: () => void,
): Promise<void> {
  const store = await openStore(database, 'create');
  const study = await store.createStudy(prepared);
  const { spec, directory, backend } = study;
  const { trials: count } = spec.search;
  const sampler = samplerOf(spec.search.sampler);
  // As in a search with a rule on curves, which forgets weights once no verdict is missing.
  const workerData: WorkerContext = { database, keep: keepAll, spec, directory, backend, dataset };
  const filename = fileURLToPath(new URL('./silent-worker.js', import.meta.url));
  const pool = createThreadPool({ filename, size: 1, workerData });
  try {
    const scheduled = await openSchedule({ store, study, dataset, count, keep });
    const queue = await openQueue({ store, study, sampler, spec, count });
    await runSearch({
      executor: localExecutor({ study, store, pool, keep }),
      schedule: scheduled(queue),
      signal: new AbortController().signal,
      events: { onStart() {}, onEpoch() {}, onEnd },
    });
  } finally {
    await pool.close();
    await store.close();
  }
}
