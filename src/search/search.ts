import { HpsearchError } from '../errors.ts';
import { askToStop, createStopFlag, type TaskEnd, type WorkerReport } from '../pool/messages.ts';
import type { TrialPool } from '../pool/pool.ts';
import type { Pruner } from '../pruners/pruner.ts';
import type { Claim, Store, Study } from '../store/store.ts';
import type { Trial } from '../study/trial.ts';
import { type Curves, createCurves } from './curves.ts';

/** What happens in a search, for whoever shows it. */
export interface SearchEvents {
  onStart(trial: number): void;
  onEpoch(trial: number, epoch: number): void;
  onEnd(trial: Trial): void;
}

export interface SearchInput {
  readonly study: Study;
  readonly store: Store;
  readonly pool: TrialPool;
  readonly pruner: Pruner;
  /** Trials with these numbers run, when they are waiting. */
  readonly trials: number;
  readonly keep: number;
  /** Once aborted no further trial starts; those that run end and are recorded. */
  readonly signal: AbortSignal;
  readonly events: SearchEvents;
}

/** The study's file can no longer be written; what it holds is whole. */
export class RecordingError extends HpsearchError {
  override readonly name = 'RecordingError';
  override readonly exitCode = 1;
}

/**
 * Runs the waiting trials below `trials`, as many at once as the pool has workers, in the order of their numbers.
 * Resolves when all have ended, or when the signal was aborted and those that ran have ended.
 */
export async function runSearch(input: SearchInput): Promise<void> {
  const { study, store, pool, signal } = input;
  const waiting = (await store.trials(study.id)).filter(
    ({ state, trial }) => state === 'waiting' && trial < input.trials,
  );
  const queue = waiting.values();
  const curves = await createCurves(store, study, input.pruner);
  const stop = new AbortController();
  const isStopping = () => signal.aborted || stop.signal.aborted;

  const lane = async () => {
    // All lanes take from this one iterator.
    for (const next of queue) {
      if (isStopping()) return;
      await runTrial(input, next, curves).catch((error) => {
        stop.abort();
        throw asRecordingError(error, next.trial);
      });
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: pool.size }, lane));
  const broken = lanes.find((each) => each.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
}

/** sample → run → record → judge, for one trial. */
async function runTrial(input: SearchInput, { trial, config }: Trial, curves: Curves): Promise<void> {
  const { study, store, pool, events } = input;
  const claim = await store.claim(study.id, trial);
  if (claim === undefined) return;
  const stop = createStopFlag();
  const onReport = (report: WorkerReport) => {
    if (report.kind !== 'epoch') return;
    events.onEpoch(trial, report.record.epoch);
    if (curves.shouldPrune(trial, report.record)) askToStop(stop);
  };
  events.onStart(trial);
  const startedAt = performance.now();
  const end = await pool.run({ ...claim, config, stop }, study.spec.training.timeoutSeconds, onReport);
  await recordLoss(input, claim, end, (performance.now() - startedAt) / 1000);
  const ended = await store.trial(study.id, trial);
  if (ended === undefined) return;
  await curves.end(ended);
  // A superseded trial may be in another process's hands now.
  if (ended.state !== 'waiting' && ended.state !== 'running') events.onEnd(ended);
}

/** What the database itself refuses (a full disk, a file that is gone) is no fault of hpsearch. */
function asRecordingError(error: unknown, trial: number): unknown {
  const { code, message } = error as { code?: unknown; message?: string };
  if (typeof code !== 'string' || !code.startsWith('SQLITE_')) return error;
  return new RecordingError(`trial ${trial} could not be recorded: ${message}`, { cause: error });
}

/** A worker that was lost recorded nothing: its trial's failure is recorded in its place. */
async function recordLoss(input: SearchInput, claim: Claim, end: TaskEnd, seconds: number): Promise<void> {
  if (end.kind === 'storeFailed') {
    throw new RecordingError(`trial ${claim.trial} could not be recorded: ${end.message}`);
  }
  if (end.kind !== 'lost') return;
  const outcome = { state: 'failed', failure: end.failure, epochs: 0 } as const;
  await input.store.record(
    claim,
    { outcome, history: [], seconds, backend: input.study.backend },
    input.keep,
  );
}
