import { openStore } from '../../src/store/open-store.ts';
import { commandLine, runChild } from '../child.ts';
import { median } from '../figure.ts';

export const k = 5;
const queries = 200;

/** The median milliseconds of the query alone, in an open store. */
export async function timeQueries(database: string, studyId: number): Promise<number> {
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

/** Milliseconds of the whole command. */
export async function timeTop(database: string): Promise<number> {
  const args = [commandLine, 'top', '--k', `${k}`, '--json', '--db', database];
  const { seconds, failure } = await runChild(process.execPath, args);
  if (failure !== undefined) throw new Error(failure);
  return 1000 * seconds;
}
