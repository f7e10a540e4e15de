import { afterEach } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { NewStudy, Store, Study } from '../../src/store/store.ts';
import { completed, exampleConfig, exampleStudy } from '../store/example-study.ts';

let store: Store | undefined;
afterEach(() => store?.close());

/** A new store in memory, closed at the end of the test. */
export async function givenStore(): Promise<Store> {
  store = await openSqliteStore(':memory:');
  return store;
}

/** A study, judged by a value to minimise, whose trials 0 … count − 1 wait. */
export async function givenStudy(
  count: number,
  changes: Partial<NewStudy> = {},
): Promise<{ store: Store; study: Study }> {
  const store = await givenStore();
  const study = await store.createStudy({ ...exampleStudy('wine'), ...changes });
  const trials = Array.from({ length: count }, (_, trial) => ({
    trial,
    config: { ...exampleConfig, units: trial },
  }));
  await store.addTrials(study.id, trials);
  return { store, study };
}

/** A result whose objective took this course; the best value is the last. */
export function resultOf(...course: number[]) {
  const history = [2 * (course[0] ?? 0), ...course].map((valMae, epoch) => ({ epoch, metrics: { valMae } }));
  return { ...completed(course.at(-1) ?? 0), history };
}
