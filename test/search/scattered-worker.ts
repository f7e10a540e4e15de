import { setImmediate as nextTurn } from 'node:timers/promises';
import { randomFor } from '../../src/statistics/random.ts';
import type { Store } from '../../src/store/store.ts';
import { failed } from '../store/example-study.ts';
import { resultOf } from './given-study.ts';
import type { Script } from './scripted-pool.ts';

/** A worker whose trials end out of order, one in seven as failed; their results depend on the configuration alone. */
export function scatteredIn(store: Store, durations: string): Script {
  const random = randomFor(durations);
  return async (task) => {
    for (let turn = random.below(12); turn > 0; turn--) await nextTurn();
    const value = Number(task.config.learningRate) * 100 + Number(task.config.dropout ?? 0);
    const result = task.trial % 7 === 3 ? failed : resultOf(value + 1, value);
    await store.record(task, result, 20);
    return { kind: 'recorded', outcome: result.outcome, isUnsynced: task.mayBeUnsynced === true };
  };
}
