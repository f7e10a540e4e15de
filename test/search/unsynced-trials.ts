import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { exampleConfig, exampleStudy } from '../store/example-study.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { resultOf } from './given-study.ts';
import type { Script } from './scripted-pool.ts';

/** A study in a file, with trials that their worker leaves to be synced. */
export async function givenFile(count: number) {
  const database = join(temporaryFolder(), 'study.db');
  const [store, ofWorker] = [await openSqliteStore(database), await openSqliteStore(database)];
  onTestFinished(async () => {
    await ofWorker.close();
    await store.close();
  });
  const study = await store.createStudy(exampleStudy('wine'));
  const trials = Array.from({ length: count }, (_, trial) => ({ trial, config: exampleConfig }));
  await store.addTrials(study.id, trials);
  const script: Script = async (task) => {
    const result = resultOf(task.trial);
    await ofWorker.record(task, result, 20, task.mayBeUnsynced ? 'later' : 'now');
    return { kind: 'recorded', outcome: result.outcome, isUnsynced: task.mayBeUnsynced === true };
  };
  return { database, store, study, script };
}

export const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
};
