import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { prepareStudy } from '../src/search/prepare-study.ts';
import { randomFor } from '../src/statistics/random.ts';
import { openStore } from '../src/store/open-store.ts';
import { searchSpace } from './bookkeeping/bookkeeping.ts';
import { commandLine, runChild } from './child.ts';
import { measured, median, type Section } from './figure.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const trials = 1_000_000;
const k = 5;
const queries = 200;

/** The five best of a million stored trials: as a query of the open store, and as the whole command. */
export function measureTop(repeats: number): Promise<Section> {
  return inTemporaryFolder(async (folder) => {
    const database = join(folder, 'million.db');
    const studyId = await createStudy(database);
    fill(database, studyId);
    const queryRuns: number[] = [];
    const commandRuns: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      queryRuns.push(await timeQueries(database, studyId));
      commandRuns.push(await timeCommand(database));
    }
    const query = measured(`store.top(${k})`, 'ms', queryRuns);
    return {
      title: 'top over 1,000,000 trials',
      measurements: [query, measured(`hpsearch top --k ${k}, start included`, 'ms', commandRuns)],
      targets: [{ name: 'top over 1,000,000 trials', unit: 'ms', value: query.median, must: 50, aim: 5 }],
    };
  });
}

async function createStudy(database: string): Promise<number> {
  const { study } = await prepareStudy({ space: searchSpace, backend: 'wasm' });
  const store = await openStore(database, 'create');
  const { id } = await store.createStudy(study);
  await store.close();
  return id;
}

/** Straight into the table: a trial through the store is one durable transaction, and a million take long. */
function fill(database: string, studyId: number): void {
  const handle = new SqliteDatabase(database);
  const random = randomFor('million');
  const insert = handle.prepare(
    `insert into trials (study_id, number, state, attempt, config, value, metrics, best_epoch, epochs, parameters,
      seconds, backend) values (?, ?, 'complete', 1, ?, ?, ?, 10, 20, 52650, 3.2, 'wasm')`,
  );
  handle.transaction(() => {
    for (let trial = 0; trial < trials; trial++) {
      const value = random.next();
      const config = JSON.stringify({ learningRate: random.next(), layers: 2, units: 64, batchSize: 64 });
      insert.run(studyId, trial, config, value, JSON.stringify({ loss: value / 2, valLoss: value }));
    }
  })();
  handle.close();
}

async function timeQueries(database: string, studyId: number): Promise<number> {
  const store = await openStore(database, 'existing');
  const times: number[] = [];
  for (let query = 0; query < queries; query++) {
    const startedAt = performance.now();
    const best = await store.top(studyId, k);
    times.push(performance.now() - startedAt);
    if (best.length !== k) throw new Error(`top(${k}) gave ${best.length} trials`);
  }
  await store.close();
  return median(times) ?? Number.NaN;
}

async function timeCommand(database: string): Promise<number> {
  const args = [commandLine, 'top', '--k', `${k}`, '--json', '--db', database];
  const { seconds, failure } = await runChild(process.execPath, args);
  if (failure !== undefined) throw new Error(failure);
  return 1000 * seconds;
}
