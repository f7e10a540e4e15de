import type { Dataset } from '../data/dataset.ts';
import { HpsearchError, InterruptedError, UsageError } from '../faults/errors.ts';
import type { TaskEnd, TrialTask, WorkerReport } from '../pool/messages.ts';
import type { TrialPool } from '../pool/pool.ts';
import { DatabaseError } from '../store/database-error.ts';
import { type DatabaseWait, databaseWaits } from '../store/database-wait.ts';
import { type Claim, keepAll, type Store, type Study } from '../store/store.ts';
import { backendOf } from '../study/study-spec.ts';
import type { ParkedTrial, Rung, Trial } from '../study/trial.ts';
import type { LiveEpochs } from './live-epochs.ts';
import { type ReportedEpochs, reportedEpochs } from './reported-epochs.ts';

export { keepAll };

/** The pool that runs trials, and the store that records them. */
export interface TrialRunContext {
  readonly study: Study;
  readonly store: Store;
  readonly pool: TrialPool;
  readonly keep: number;
  /** Absent where the trials call a function. */
  readonly dataset?: Dataset | null;
  /** Where those who watch see the epochs; absent where another part of the process stores them. */
  readonly live?: LiveEpochs;
}

/** The study's database can no longer be written; its content is intact. */
export class RecordingError extends HpsearchError {
  override readonly name = 'RecordingError';
}

interface TaskSettings {
  readonly timeoutSeconds: number;
  onReport(report: WorkerReport): void;
  /** Once aborted the worker is ended and nothing is recorded of the trial, unless it has been by then. */
  readonly giveUp?: AbortSignal;
  /** Called with the end of the task, before the loss of its worker is recorded. */
  onTaskEnd?(end: TaskEnd): void;
  /** Takes the parked state of a trial that the task allows to be returned instead of stored. */
  onParked?(parked: ParkedTrial): void;
}

/**
 * Runs a claimed trial and returns its record, written by its worker, or here when the worker was lost. RecordingError
 * when it could not be recorded. A trial that was given up is returned as it is stored.
 */
export async function runClaimed(
  room: TrialRunContext,
  claim: Claim,
  task: Omit<TrialTask, keyof Claim>,
  settings: TaskSettings,
): Promise<Trial | undefined> {
  await runUntilRecorded(room, claim, task, settings);
  return room.store.trial(room.study.id, claim.trial);
}

/** Like `runClaimed`, for a record that is read later. */
export async function runUntilRecorded(
  room: TrialRunContext,
  claim: Claim,
  task: Omit<TrialTask, keyof Claim>,
  { timeoutSeconds, onReport, onParked, giveUp, onTaskEnd }: TaskSettings,
): Promise<void> {
  const { study, pool, live } = room;
  const startedAt = performance.now();
  const epochs = reportedEpochs(room.dataset?.folds, study.spec.objective);
  const handle = (report: WorkerReport) => {
    epochs.add(report);
    if (report.kind === 'epoch') live?.add(claim, report);
    if (report.kind === 'recording' && report.waitedMilliseconds > 0) tellWait(report);
    onReport(report);
  };
  live?.begin(claim);
  const end = await pool.run({ ...claim, ...task }, timeoutSeconds, handle, giveUp);
  await live?.end(claim);
  onTaskEnd?.(end);
  if (end.kind === 'recorded' && end.parked !== undefined) onParked?.(end.parked);
  const seconds = (performance.now() - startedAt) / 1000;
  const isGivenUp = end.kind === 'interrupted' && giveUp?.aborted === true;
  if (!isGivenUp) await recordLoss(room, claim, end, { seconds, rung: task.rung, epochs });
}

type RecordingReport = Extract<WorkerReport, { readonly kind: 'recording' }>;

/** Also published in this thread, where messages are shown. */
function tellWait({ database: file, reason, waitedMilliseconds: milliseconds }: RecordingReport): void {
  databaseWaits.publish({ file, reason, milliseconds, isEndless: true } satisfies DatabaseWait);
}

interface Loss {
  readonly seconds: number;
  readonly rung: Rung | undefined;
  readonly epochs: ReportedEpochs;
}

/** A lost worker recorded nothing: the trial's failure is recorded here instead, with the epochs that it reported. */
async function recordLoss(
  room: TrialRunContext,
  claim: Claim,
  end: TaskEnd,
  { seconds, rung, epochs }: Loss,
): Promise<void> {
  if (end.kind === 'storeFailed') {
    throw new RecordingError(`trial ${claim.trial} could not be recorded: ${end.message}`);
  }
  if (end.kind === 'refused') throw new UsageError(end.message);
  if (end.kind === 'interrupted') {
    throw new InterruptedError(`trial ${claim.trial} did not begin and is still to run: ${end.message}`);
  }
  if (end.kind !== 'lost') return;
  const before = rung === undefined ? [] : await room.store.history(claim.studyId, claim.trial);
  const history = epochs.history(before);
  const outcome = { state: 'failed', failure: end.failure, epochs: history.at(-1)?.epoch ?? 0 } as const;
  await room.store.record(
    claim,
    { outcome, history, seconds, backend: backendOf(room.study), ...(rung && { rung }) },
    room.keep,
  );
}

/** A database error (a full disk, a missing file) as an error of recording; any other error unchanged. */
export function asRecordingError(error: unknown, trial: number): unknown {
  if (!(error instanceof DatabaseError)) return error;
  return new RecordingError(`trial ${trial} could not be recorded: ${error.message}`, { cause: error });
}
