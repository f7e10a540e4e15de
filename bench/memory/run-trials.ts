import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createThreadPool } from '../../src/pool/thread-pool.ts';
import { samplerOf } from '../../src/samplers/catalogue.ts';
import { configurationOf } from '../../src/samplers/configuration.ts';
import { localExecutor } from '../../src/search/executors/local-executor.ts';
import { prepareStudy } from '../../src/search/prepare-study.ts';
import { plainSchedule } from '../../src/search/schedules/schedule.ts';
import { waitingTrials } from '../../src/search/schedules/trial-queue.ts';
import { runSearch } from '../../src/search/search.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { BackendName } from '../../src/study/study-spec.ts';
import type { WorkerContext } from '../../src/training/worker-context.ts';
import { projectFolder } from '../child.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

const keep = 20;
/** Which come again and again, so that no later trial needs more than all of the first ones did. */
const sizes = 30;

/** A program: run-trials.js <backend> <workers> prints this process's resident memory after each trial, in MB. */
const [backend = 'wasm', workers = '2'] = process.argv.slice(2);
const prepared = await prepareStudy({
  space: join(projectFolder, 'bench/memory/mixed-sizes.json'),
  backend: backend as BackendName,
});
const megabytes = await inTemporaryFolder((folder) => runTrials(join(folder, 'study.db')));
process.stdout.write(JSON.stringify(megabytes));

async function runTrials(database: string): Promise<number[]> {
  const store = await openStore(database, 'create');
  const study = await store.createStudy(prepared.study);
  const { spec, directory } = study;
  const { trials } = spec.search;
  const sampler = samplerOf(spec.search.sampler);
  const numbers = Array.from({ length: trials }, (_, trial) => trial);
  await store.addTrials(
    study.id,
    numbers.map((trial) => ({ trial, config: configurationOf(sampler, spec, trial % sizes) })),
  );
  const workerData: WorkerContext = {
    database,
    keep,
    spec,
    directory,
    backend: study.backend,
    dataset: prepared.dataset,
  };
  const filename = fileURLToPath(new URL('../../workers/train.js', import.meta.url));
  const pool = createThreadPool({ filename, size: Number(workers), workerData });
  const afterTrials: number[] = [];
  const signal = new AbortController().signal;
  const onEnd = () => void afterTrials.push(process.memoryUsage.rss() / 2 ** 20);
  const events = { onStart() {}, onEpoch() {}, onEnd };
  try {
    const schedule = plainSchedule(waitingTrials(store, study, () => trials));
    const executor = localExecutor({ study, store, pool, keep });
    await runSearch({ executor, schedule, signal, events });
  } finally {
    await pool.close();
    await store.close();
  }
  return afterTrials;
}
