import { askToStop, createStopFlag, type WorkerReport } from '../pool/messages.ts';
import type { TrialPool } from '../pool/pool.ts';
import { runLanes } from '../runs/lanes.ts';
import { asRecordingError, RecordingError, runClaimed } from '../runs/run-claimed.ts';
import type { Store, Study } from '../store/store.ts';
import type { Trial } from '../study/trial.ts';
import { laneSupply } from './lane-supply.ts';
import type { Schedule } from './schedules/schedule.ts';
import type { WaitingTrial } from './schedules/trial-queue.ts';

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
  readonly schedule: Schedule;
  readonly keep: number;
  /** Once aborted no further trial starts; running ones end and are recorded. */
  readonly signal: AbortSignal;
  readonly events: SearchEvents;
}

/**
 * Runs the trials of the schedule, as many at once as the pool has workers. Resolves when all have ended, or when the
 * signal was aborted and the running ones have ended.
 */
export async function runSearch(input: SearchInput): Promise<void> {
  const { pool, schedule, signal, events } = input;
  const supply = laneSupply(() => schedule.next());
  await runLanes(
    pool.size,
    (stop) => supply.next(stop),
    signal,
    async (next) => {
      let recorded: Trial | undefined;
      try {
        recorded = await runTrial(input, next);
        for (const trial of await schedule.ended(next, recorded)) await events.onEnd(trial);
      } catch (error) {
        throw asRecordingError(error, next.trial);
      } finally {
        supply.ended();
      }
    },
  );
}

/** claim → run → record, for one trial; undefined when another process has claimed it. */
async function runTrial(input: SearchInput, next: WaitingTrial): Promise<Trial | undefined> {
  const { study, store, schedule, events } = input;
  const { trial, draw, config } = next;
  const claim = await store.claim(study.id, trial);
  if (claim === undefined) return undefined;
  const stop = createStopFlag();
  const onReport = (report: WorkerReport) => {
    if (report.kind !== 'epoch') return;
    events.onEpoch(trial, report.record.epoch);
    if (schedule.shouldEnd(next, report.record, report.fold)) askToStop(stop);
  };
  events.onStart(trial);
  const { timeoutSeconds } = study.spec.training;
  const task = { config, stop, ...(draw === trial ? {} : { streams: { trial: draw } }) };
  return runClaimed(input, claim, task, { timeoutSeconds, onReport });
}
