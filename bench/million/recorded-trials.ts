import SqliteDatabase from 'better-sqlite3';
import { prepareStudy } from '../../src/search/prepare-study.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { openStore } from '../../src/store/open-store.ts';
import { searchSpace } from '../bookkeeping/bookkeeping.ts';

/** A study of that many recorded trials, in a new database. Returns its id. */
export async function recordTrials(database: string, trials: number): Promise<number> {
  const { study } = await prepareStudy({ space: searchSpace, backend: 'wasm' });
  const store = await openStore(database, 'create');
  const { id } = await store.createStudy(study);
  await store.close();
  fill(database, id, trials);
  return id;
}

/** Straight into the table: a trial through the store is one durable transaction, and a million take long. */
function fill(database: string, studyId: number, trials: number): void {
  const handle = new SqliteDatabase(database);
  const random = randomFor('million');
  const insert = handle.prepare(
    `insert into trials (study_id, number, draw, state, attempt, config, value, metrics, best_epoch, epochs, parameters,
      seconds, backend) values (?, ?, ?, 'complete', 1, ?, ?, ?, 10, 20, 52650, 3.2, 'wasm')`,
  );
  handle.transaction(() => {
    for (let trial = 0; trial < trials; trial++) {
      const value = random.next();
      const config = JSON.stringify({ learningRate: random.next(), layers: 2, units: 64, batchSize: 64 });
      insert.run(studyId, trial, trial, config, value, JSON.stringify({ loss: value / 2, valLoss: value }));
    }
  })();
  handle.close();
}

/** Removes the trial, so that a search has it to run again. */
export function forgetTrial(database: string, studyId: number, trial: number): void {
  const handle = new SqliteDatabase(database);
  handle.pragma('foreign_keys = on');
  handle.prepare('delete from trials where study_id = ? and number = ?').run(studyId, trial);
  handle.close();
}
