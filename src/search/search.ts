import type { Dataset } from '../data/dataset.ts';
import { askToStop, createStopFlag, type WorkerReport } from '../pool/messages.ts';
import type { TrialPool } from '../pool/pool.ts';
import { runLanes } from '../runs/lanes.ts';
import { asRecordingError, RecordingError, runClaimed } from '../runs/run-claimed.ts';
import type { Store, Study } from '../store/store.ts';
import type { ParkedTrial, RungStop, Trial } from '../study/trial.ts';
import { laneSupply } from './lane-supply.ts';
import type { Schedule, ScheduledTrial } from './schedules/schedule.ts';

export { RecordingError };

/** Called as a search proceeds. */
export interface SearchEvents {
  onStart(trial: number): void;
  onEpoch(trial: number, epoch: number): void;
  /** Awaited; a rejection ends the search, as a thrown error does. */
  onEnd(trial: Trial, stop?: RungStop): unknown;
}

export interface SearchInput {
  readonly study: Study;
  readonly store: Store;
  readonly pool: TrialPool;
  readonly schedule: Schedule;
  readonly keep: number;
  /** Absent where the trials call a function. */
  readonly dataset?: Dataset | null;
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
      let parked: ParkedTrial | undefined;
      try {
        const recorded = await runTrial(input, next, (state) => {
          parked = state;
        });
        for (const trial of await schedule.ended(next, recorded, parked)) {
          await events.onEnd(trial, trial.trial === next.trial ? stopOf(next) : undefined);
        }
      } catch (error) {
        throw asRecordingError(error, next.trial);
      } finally {
        supply.ended();
      }
    },
  );
}

/** claim → run → record, for one trial; undefined when another process has claimed it. */
async function runTrial(
  input: SearchInput,
  next: ScheduledTrial,
  onParked: (parked: ParkedTrial) => void,
): Promise<Trial | undefined> {
  const { study, store, schedule, events } = input;
  const { trial, draw, config, rung, parked, mayReturnState } = next;
  const claim = await (isPromoted(next) ? store.promote(study.id, trial) : store.claim(study.id, trial));
  if (claim === undefined) return undefined;
  const stop = createStopFlag();
  const onReport = (report: WorkerReport) => {
    if (report.kind !== 'epoch') return;
    events.onEpoch(trial, report.record.epoch);
    if (schedule.shouldEnd(next, report.record, report.fold)) askToStop(stop);
  };
  events.onStart(trial);
  const { timeoutSeconds } = study.spec.training;
  const streams = draw === trial ? {} : { streams: { trial: draw } };
  const states = { ...(parked && { parked }), ...(mayReturnState && { mayReturnState }) };
  const task = { config, stop, ...streams, ...(rung && { rung }), ...states };
  return runClaimed(input, claim, task, { timeoutSeconds, onReport, onParked });
}

function isPromoted({ state }: ScheduledTrial): boolean {
  return state === 'pruned';
}

function stopOf(next: ScheduledTrial): RungStop | undefined {
  return next.rung && { ...next.rung, isPromoted: isPromoted(next) };
}
