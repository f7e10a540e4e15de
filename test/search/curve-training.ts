import { setImmediate as nextTurn } from 'node:timers/promises';
import { isAskedToStop } from '../../src/pool/messages.ts';
import { keepAll } from '../../src/runs/run-claimed.ts';
import { medianRule } from '../../src/schedulers/median-rule.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { Store } from '../../src/store/store.ts';
import { keptOf } from '../../src/store/trial-result.ts';
import type { EpochRecord } from '../../src/study/trial.ts';
import { completed, failed, pruned } from '../store/example-study.ts';
import type { Script } from './scripted-pool.ts';

const epochs = 8;
export const createRule = () => medianRule('minimize', { startupTrials: 3, warmupEpochs: 1 });

/** The course of a trial's objective, the same whenever it runs. */
function courseOf(trial: number): number[] {
  const random = randomFor('course', trial);
  const level = random.next();
  return Array.from({ length: epochs }, (_, epoch) =>
    Number((level + random.next() / (epoch + 1)).toFixed(3)),
  );
}

/** A worker that takes a random time for each epoch; one trial in nine diverges after its epochs. */
export function trainingIn(store: Store, durations: string): Script {
  const random = randomFor(durations);
  return async ({ stop, ...task }, report) => {
    const { trial, attempt } = task;
    const history: EpochRecord[] = [{ epoch: 0, metrics: { valMae: 9 } }];
    for (const valMae of courseOf(trial)) {
      for (let turn = random.below(6); turn > 0; turn--) await nextTurn();
      const record = { epoch: history.length, metrics: { valMae } };
      history.push(record);
      report({ kind: 'epoch', trial, attempt, record });
      if (isAskedToStop(stop)) break;
    }
    const values = history.slice(1).map(({ metrics }) => metrics.valMae as number);
    const value = Math.min(...values);
    const end = { bestEpoch: values.indexOf(value) + 1, epochs: values.length, metrics: { valMae: value } };
    const isWhole = values.length === epochs;
    const result = isWhole && trial % 9 === 4 ? failed : isWhole ? completed(value) : pruned(value);
    const outcome =
      result.outcome.state === 'failed' ? { ...result.outcome, epochs } : { ...result.outcome, ...end };
    await store.record(task, keptOf({ ...result, outcome, history }, task, 'minimize'), keepAll);
    return { kind: 'recorded', outcome, isUnsynced: task.mayBeUnsynced === true };
  };
}
