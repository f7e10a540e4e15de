import { setImmediate as nextTurn } from 'node:timers/promises';
import { asha } from '../../src/schedulers/asha.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { Store } from '../../src/store/store.ts';
import type { TrialResult } from '../../src/store/trial-result.ts';
import { completed, failed, pruned } from '../store/example-study.ts';
import type { Script } from './scripted-pool.ts';

export const maxEpochs = 9;
export const halving = asha.halving({ eta: 3, minEpochs: 1 }, maxEpochs);

/** The best value of a trial after each number of epochs, the same whenever it runs. */
export function bestOf(key: string, epochs: number): number {
  const random = randomFor('values', key);
  const level = random.next();
  const values = Array.from({ length: epochs }, (_, epoch) => level + random.next() / (epoch + 1));
  return Number(Math.min(...values).toFixed(3));
}

/** Where each training began, and the epoch up to which it went. */
export const starts: { readonly epochs: number; readonly from: number }[] = [];

/**
 * A worker that takes a random time; some trials end early, some fail at their second rung, some are infeasible. Some
 * states are returned, the others are stored.
 */
export function trainingIn(store: Store, durations: string): Script {
  const random = randomFor(durations);
  return async ({ rung, config, stop: _, mayReturnState, ...task }) => {
    if (rung === undefined) throw new Error('a task without a rung');
    const before = task.parked ?? (await store.parked(task.studyId, task.trial));
    starts.push({ epochs: rung.epochs, from: before?.state[0] ?? 0 });
    for (let turn = random.below(9) * (rung.epochs - (before?.state[0] ?? 0)); turn > 0; turn--)
      await nextTurn();
    const key = JSON.stringify(config);
    const fate = randomFor('fate', key).below(10);
    const ends = fate === 0 ? 2 : fate === 8 ? 1 : maxEpochs;
    const epochs = Math.min(rung.epochs, ends);
    const value = bestOf(key, epochs);
    const isOver = epochs === ends;
    const done = isOver ? withFeasibility(completed(value), fate >= 5) : pruned(value);
    const result = fate === 1 && rung.rung === 1 ? failed : done;
    const state = Uint8Array.of(epochs);
    const isParked = result.outcome.state === 'pruned';
    const isReturned = isParked && mayReturnState && randomFor('cost', key).below(2) === 0;
    const stored = isParked && !isReturned ? { parked: state } : {};
    await store.record(task, { ...result, rung: { ...rung, ...stored } }, 3);
    const returned = isReturned ? { parked: { state, seconds: 0 } } : {};
    return {
      kind: 'recorded',
      outcome: result.outcome,
      isUnsynced: task.mayBeUnsynced === true,
      ...returned,
    };
  };
}

function withFeasibility(result: TrialResult, isInfeasible: boolean): TrialResult {
  const outcome = { ...result.outcome, ...(isInfeasible && { infeasible: true }) };
  return { ...result, outcome: outcome as TrialResult['outcome'] };
}
