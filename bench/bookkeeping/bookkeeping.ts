import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createThreadPool } from '../../src/pool/thread-pool.ts';
import { samplerOf } from '../../src/samplers/catalogue.ts';
import { localExecutor } from '../../src/search/executors/local-executor.ts';
import { openQueue } from '../../src/search/open-queue.ts';
import { type CheckableStudy, prepareStudy } from '../../src/search/prepare-study.ts';
import { openSchedule } from '../../src/search/schedules/open-schedule.ts';
import { runSearch } from '../../src/search/search.ts';
import { openStore } from '../../src/store/open-store.ts';
import { keepAll } from '../../src/store/store.ts';
import type { WorkerContext } from '../../src/training/worker-context.ts';
import { projectFolder } from '../child.ts';
import { type Measurement, measured, median, type Section } from '../figure.ts';
import { missingPackage, runPeer } from '../python.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

export const searchSpace = join(projectFolder, 'bench/searches/digits-mlp.json');
const trials = 300;
/** The pruner and the thread are warm by then. */
const warmUpTrials = 50;
const keep = 20;

/**
 * What a trial costs beside its training: claim, task, ten reports and the pruner's look at each, and the record with
 * history and weights, durable on disk; on one worker.
 */
export async function measureBookkeeping(repeats: number): Promise<Section> {
  const prepared = await prepareStudy({ space: searchSpace, trials, pruner: 'median', backend: 'wasm' });
  const runs: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    runs.push(await inTemporaryFolder((folder) => timeTrials(join(folder, 'study.db'), prepared)));
  }
  const ours = measured('hpsearch: a trial with ten reports', 'ms', runs);
  const peer = await inTemporaryFolder((folder) => measurePeer(folder, repeats));
  return {
    title: 'Bookkeeping, no training, SQLite on disk',
    measurements: [ours, peer],
    targets: [{ name: 'bookkeeping a trial, ten reports', unit: 'ms', value: ours.median, must: 5, aim: 1 }],
  };
}

/** The median milliseconds from one trial's end to the next one's. */
async function timeTrials(database: string, { study: prepared, dataset }: CheckableStudy): Promise<number> {
  const store = await openStore(database, 'create');
  const study = await store.createStudy(prepared);
  const { spec, directory, backend } = study;
  const sampler = samplerOf(spec.search.sampler);
  // As in a search with a rule on curves, which forgets weights once no verdict is missing.
  const workerData: WorkerContext = { database, keep: keepAll, spec, directory, backend, dataset };
  const filename = fileURLToPath(new URL('./silent-worker.js', import.meta.url));
  const pool = createThreadPool({ filename, size: 1, workerData });
  const ends: number[] = [];
  try {
    const scheduled = await openSchedule({ store, study, dataset, count: trials, keep });
    const queue = await openQueue({ store, study, sampler, spec, count: trials });
    await runSearch({
      executor: localExecutor({ study, store, pool, keep }),
      schedule: scheduled(queue),
      signal: new AbortController().signal,
      events: { onStart() {}, onEpoch() {}, onEnd: () => ends.push(performance.now()) },
    });
  } finally {
    await pool.close();
    await store.close();
  }
  const times = ends.slice(1).map((end, index) => end - (ends[index] as number));
  return median(times.slice(warmUpTrials)) ?? Number.NaN;
}

async function measurePeer(folder: string, repeats: number): Promise<Measurement> {
  const name = 'Optuna, SQLite: a trial with ten reports';
  const missing = await missingPackage(['optuna']);
  if (missing !== undefined) return measured(name, 'ms', [], `skipped: ${missing}`);
  const runs: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const { output, failure } = await runPeer('optuna_bookkeeping.py', [join(folder, `${repeat}.db`)]);
    if (failure !== undefined) return measured(name, 'ms', [], `fails: ${failure}`);
    runs.push((JSON.parse(output) as { milliseconds: number }).milliseconds);
  }
  return measured(name, 'ms', runs);
}
