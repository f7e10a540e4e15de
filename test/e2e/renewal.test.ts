import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { RenewalRule } from '../../src/pool/renewal.ts';
import { createThreadPool } from '../../src/pool/thread-pool.ts';
import { samplerOf } from '../../src/samplers/catalogue.ts';
import { localExecutor } from '../../src/search/executors/local-executor.ts';
import { openQueue } from '../../src/search/open-queue.ts';
import { prepareStudy } from '../../src/search/prepare-study.ts';
import { plainSchedule } from '../../src/search/schedules/schedule.ts';
import { runSearch } from '../../src/search/search.ts';
import { openStore } from '../../src/store/open-store.ts';
import { recorded, temporaryDirectory, writeSpace } from './hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);
const filename = fileURLToPath(new URL('../../dist/workers/train.js', import.meta.url));

/** The records of a search of four trials, whose threads are replaced by that rule. */
async function search(name: string, rule: RenewalRule) {
  const database = join(directory, `${name}.db`);
  const prepared = await prepareStudy({ space: writeSpace(directory, { search: { trials: 4 } }) });
  const store = await openStore(database, 'create');
  const study = await store.createStudy(prepared.study);
  const { spec, backend } = study;
  const { trials } = spec.search;
  const keep = trials;
  const workerData = { database, keep, spec, directory, backend, dataset: prepared.dataset };
  const pool = createThreadPool({ filename, size: 2, workerData, rule });
  const signal = new AbortController().signal;
  const events = { onStart() {}, onEpoch() {}, onEnd() {} };
  const sampler = samplerOf('random');
  const queue = await openQueue({ store, study, sampler, spec, count: trials });
  const executor = localExecutor({ study, store, pool, keep });
  await runSearch({ executor, schedule: plainSchedule(queue), signal, events });
  await pool.close();
  const numbers = Array.from({ length: trials }, (_, trial) => trial);
  const weights = await Promise.all(numbers.map((trial) => store.weights(study.id, trial)));
  await store.close();
  return { trials: await recorded(database), weights };
}

test('threads that are replaced after every trial, and threads that never are, give the same bits', async () => {
  const never = await search('never', { grownBytes: Number.POSITIVE_INFINITY, workedSeconds: 0 });
  const always = await search('always', { grownBytes: 0, workedSeconds: 0 });
  expect(never.trials.map(({ state }) => state)).toEqual(Array(4).fill('complete'));
  expect(always).toEqual(never);
});
