import { parentPort } from 'node:worker_threads';
import type { TaskEnd, TrialTask, WorkerReport } from '../src/pool/messages.ts';
import { type LockWait, lockWaits } from '../src/store/patience.ts';
import type { Store, TrialResult } from '../src/store/store.ts';
import type { Failure, TrialOutcome } from '../src/study/trial.ts';

/** Records what came of a task, and says how that ended. */
export async function recordTask(
  store: Store,
  task: TrialTask,
  result: TrialResult,
  keep: number,
): Promise<TaskEnd> {
  const { trial, attempt } = task;
  const tellWait = (wait: unknown) => {
    const { file: database, milliseconds: waitedMilliseconds } = wait as LockWait;
    const report: WorkerReport = { kind: 'recording', trial, attempt, database, waitedMilliseconds };
    parentPort?.postMessage(report);
  };
  lockWaits.subscribe(tellWait);
  try {
    const isCurrent = await store.record(task, result, keep);
    return isCurrent ? { kind: 'recorded', outcome: result.outcome } : { kind: 'superseded' };
  } catch (error) {
    return { kind: 'storeFailed', message: error instanceof Error ? error.message : String(error) };
  } finally {
    lockWaits.unsubscribe(tellWait);
  }
}

/** What a trial reached that replaced what its thread shares cannot be told from what it broke: then it failed. */
export function judged(outcome: TrialOutcome, damage: Failure | undefined): TrialOutcome {
  return damage === undefined ? outcome : { state: 'failed', failure: damage, epochs: outcome.epochs };
}
