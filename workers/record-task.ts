import type { TaskEnd, TrialTask, WorkerReport } from '../src/pool/messages.ts';
import { type LockWait, lockWaits } from '../src/store/lock-wait.ts';
import type { Store, TrialResult } from '../src/store/store.ts';
import type { Failure, TrialOutcome } from '../src/study/trial.ts';

/** What a thread records with; its port is bound, for the user's module has been given a thread without one. */
export interface Recorder {
  readonly store: Store;
  readonly database: string;
  readonly post: (report: WorkerReport) => void;
}

/** Records what came of a task, and says how that ended. Its deadline is over before the first lock may hold it up. */
export async function recordTask(
  { store, database, post }: Recorder,
  task: TrialTask,
  result: TrialResult,
  keep: number,
): Promise<TaskEnd> {
  const { trial, attempt } = task;
  const tellWait = (wait: unknown) => {
    const { file, milliseconds } = wait as LockWait;
    post({ kind: 'recording', trial, attempt, database: file, waitedMilliseconds: milliseconds });
  };
  post({ kind: 'recording', trial, attempt, database, waitedMilliseconds: 0 });
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
