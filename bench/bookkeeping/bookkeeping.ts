import { join } from 'node:path';
import { type CheckableStudy, prepareStudy } from '../../src/search/prepare-study.ts';
import { projectFolder } from '../child.ts';
import { type Measurement, measured, type Section } from '../figure.ts';
import { missingPackage, runPeer } from '../python.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { runSilentSearch } from './silent-search.ts';

export const searchSpace = join(projectFolder, 'bench/searches/digits-mlp.json');
const trials = 300;
/** The pruner and the thread are warm by then. */
const warmUpTrials = 50;

/**
 * The cost of a trial beside its training: claim, task, ten reports and the pruner's look at each, and the record with
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

/** The mean milliseconds from one trial's end to the next one's: several are told of at once, when they have been synced. */
async function timeTrials(database: string, prepared: CheckableStudy): Promise<number> {
  const ends: number[] = [];
  await runSilentSearch(database, prepared, () => ends.push(performance.now()));
  const warm = ends.slice(warmUpTrials);
  return ((warm.at(-1) ?? Number.NaN) - (warm[0] ?? Number.NaN)) / (warm.length - 1);
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
