import { join } from 'node:path';
import { prepareStudy } from '../../src/search/prepare-study.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { searchSpace } from './bookkeeping.ts';
import type { TrialsAtOnce } from './long-study.ts';
import { runSilentSearch } from './silent-search.ts';

/** A program: run-long-study.js <trials> <at once> prints what each of these runs of trials took, in their order. */
const [trials = 100_000, atOnce = 10_000] = process.argv.slice(2).map(Number);
const prepared = await prepareStudy({ space: searchSpace, trials, pruner: 'median', backend: 'wasm' });
const runs = await inTemporaryFolder((folder) => run(join(folder, 'study.db')));
process.stdout.write(JSON.stringify(runs));

async function run(database: string): Promise<TrialsAtOnce[]> {
  const measuredRuns: TrialsAtOnce[] = [];
  let ended = 0;
  let last = now();
  await runSilentSearch(database, prepared, () => {
    ended += 1;
    if (ended % atOnce !== 0) return;
    const next = now();
    measuredRuns.push({
      processor: (next.processor - last.processor) / atOnce,
      clock: (next.clock - last.clock) / atOnce,
      megabytes: process.memoryUsage.rss() / 2 ** 20,
    });
    last = next;
  });
  return measuredRuns;
}

/** Milliseconds of this process's threads together, and of the clock. */
function now(): { readonly processor: number; readonly clock: number } {
  const { user, system } = process.cpuUsage();
  return { processor: (user + system) / 1000, clock: performance.now() };
}
