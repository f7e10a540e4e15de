import type { TaskEnd, TrialTask, WorkerReport } from '../src/pool/messages.ts';
import { type DatabaseWait, databaseWaits } from '../src/store/database-wait.ts';
import type { Store } from '../src/store/store.ts';
import { isQuick, keptOf, type TrialResult } from '../src/store/trial-result.ts';
import { markInfeasible } from '../src/study/search/where.ts';
import type { StudySpec } from '../src/study/study-spec.ts';
import type { Failure, TrialOutcome } from '../src/study/trial.ts';
import type { WorkerContext } from '../src/training/worker-context.ts';

/** The thread's store and message port. `post` is bound early, because the port is hidden from the user's module. */
export interface Recorder {
  readonly store: Store;
  readonly database: string;
  readonly post: (report: WorkerReport) => void;
}

/** Runs `work` on the store. Stops the deadline first: the database may cause a wait, which is reported. */
export async function storing<T>(
  { database, post }: Omit<Recorder, 'store'>,
  { trial, attempt }: Pick<TrialTask, 'trial' | 'attempt'>,
  work: () => Promise<T>,
): Promise<T> {
  const recording = { kind: 'recording', trial, attempt, database, reason: 'locked' } as const;
  const tellWait = (wait: unknown) => {
    const { file, reason, milliseconds } = wait as DatabaseWait;
    post({ ...recording, database: file, reason, waitedMilliseconds: milliseconds });
  };
  post({ ...recording, waitedMilliseconds: 0 });
  databaseWaits.subscribe(tellWait);
  try {
    return await work();
  } finally {
    databaseWaits.unsubscribe(tellWait);
  }
}

/** Records a task's outcome and returns how that ended. */
export async function recordTask(
  recorder: Recorder,
  task: TrialTask,
  result: TrialResult,
  { keep, spec }: Pick<WorkerContext, 'keep' | 'spec'>,
): Promise<TaskEnd> {
  const kept = keptOf(result, task, spec.objective.direction);
  const isUnsynced = task.mayBeUnsynced === true && isQuick(result);
  try {
    const isCurrent = await storing(recorder, task, () =>
      recorder.store.record(task, kept, task.keep ?? keep, isUnsynced ? 'later' : 'now'),
    );
    if (!isCurrent) return { kind: 'superseded' };
    return { kind: 'recorded', outcome: result.outcome, ...(isUnsynced && { isUnsynced }) };
  } catch (error) {
    return { kind: 'storeFailed', message: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * The outcome with its constraints checked. A trial that replaced globals of its thread has failed, because its result
 * cannot be trusted.
 */
export function judged(
  outcome: TrialOutcome,
  damage: Failure | undefined,
  { where }: Pick<StudySpec, 'where'>,
): TrialOutcome {
  if (damage === undefined) return markInfeasible(outcome, where);
  return { state: 'failed', failure: damage, epochs: outcome.epochs };
}
