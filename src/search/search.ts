import { askToStop, createStopFlag, type WorkerReport } from '../pool/messages.ts';
import type { TrialPool } from '../pool/pool.ts';
import type { Pruner } from '../pruners/pruner.ts';
import { type Curves, createCurves } from '../runs/curves.ts';
import { runLanes } from '../runs/lanes.ts';
import { asRecordingError, RecordingError, runClaimed } from '../runs/run-claimed.ts';
import type { Store, Study } from '../store/store.ts';
import type { Trial } from '../study/trial.ts';
import { laneSupply } from './lane-supply.ts';
import type { TrialQueue, WaitingTrial } from './trial-queue.ts';

export { RecordingError };

/** Called as a search proceeds. */
export interface SearchEvents {
  onStart(trial: number): void;
  onEpoch(trial: number, epoch: number): void;
  /** Awaited; a rejection ends the search, as a thrown error does. */
  onEnd(trial: Trial): unknown;
}

export interface SearchInput {
  readonly study: Study;
  readonly store: Store;
  readonly pool: TrialPool;
  readonly pruner: Pruner;
  readonly queue: TrialQueue;
  readonly keep: number;
  /** Once aborted no further trial starts; running ones end and are recorded. */
  readonly signal: AbortSignal;
  readonly events: SearchEvents;
}

/**
 * Runs the trials of the queue, as many at once as the pool has workers. Resolves when all have ended, or when the
 * signal was aborted and the running ones have ended.
 */
export async function runSearch(input: SearchInput): Promise<void> {
  const { study, store, pool, queue, signal } = input;
  const curves = await createCurves(store, study, input.pruner);
  const supply = laneSupply(() => queue.next());
  await runLanes(
    pool.size,
    (stop) => supply.next(stop),
    signal,
    async (next) => {
      let recorded: Trial | undefined;
      try {
        recorded = await runTrial(input, next, curves);
      } catch (error) {
        throw asRecordingError(error, next.trial);
      } finally {
        queue.done(next, recorded);
        supply.ended();
      }
    },
  );
}

/** claim → run → record → callback, for one trial; undefined when another process has claimed it. */
async function runTrial(
  input: SearchInput,
  { trial, draw, config }: WaitingTrial,
  curves: Curves,
): Promise<Trial | undefined> {
  const { study, store, events } = input;
  const claim = await store.claim(study.id, trial);
  if (claim === undefined) return undefined;
  const stop = createStopFlag();
  const onReport = (report: WorkerReport) => {
    if (report.kind !== 'epoch') return;
    events.onEpoch(trial, report.record.epoch);
    if (curves.shouldPrune(trial, report.record, report.fold)) askToStop(stop);
  };
  events.onStart(trial);
  const { timeoutSeconds } = study.spec.training;
  const task = { config, stop, ...(draw === trial ? {} : { streams: { trial: draw } }) };
  const ended = await runClaimed(input, claim, task, { timeoutSeconds, onReport });
  if (ended === undefined) return undefined;
  await curves.end(ended);
  // A superseded trial may be running in another process.
  if (ended.state !== 'waiting' && ended.state !== 'running') await events.onEnd(ended);
  return ended;
}
