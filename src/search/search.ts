import { asRecordingError, RecordingError } from '../runs/run-claimed.ts';
import type { LiveWorker } from '../store/machines.ts';
import type { ParkedTrial, RungStop, Trial } from '../study/trial.ts';
import { type Executor, isPromoted } from './executors/executor.ts';
import { laneSupply } from './lane-supply.ts';
import type { Schedule, ScheduledTrial } from './schedules/schedule.ts';

export { RecordingError };

/** Called as a search proceeds. */
export interface SearchEvents {
  onStart(trial: number): void;
  onEpoch(trial: number, epoch: number): void;
  /** Awaited; a rejection ends the search, as a thrown error does. */
  onEnd(trial: Trial, stop?: RungStop): unknown;
  /** Called with the live workers of all machines, when they have changed. */
  onWorkers?(workers: readonly LiveWorker[]): void;
}

export interface SearchInput {
  readonly executor: Executor;
  readonly schedule: Schedule;
  /** Once aborted no further trial starts; running ones end and are recorded. */
  readonly signal: AbortSignal;
  readonly events: SearchEvents;
}

/**
 * Runs the trials of the schedule, as many at once as the executor can. Resolves when all have ended, or when the signal
 * was aborted and the running ones have ended.
 */
export async function runSearch(input: SearchInput): Promise<void> {
  const { executor, schedule, signal, events } = input;
  const supply = laneSupply(() => schedule.next());
  await executor.dispatch(
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

function runTrial(
  { executor, schedule, events }: SearchInput,
  next: ScheduledTrial,
  onParked: (parked: ParkedTrial) => void,
): Promise<Trial | undefined> {
  return executor.run(next, {
    onStart: () => events.onStart(next.trial),
    onEpoch(record, fold) {
      events.onEpoch(next.trial, record.epoch);
      return schedule.shouldEnd(next, record, fold);
    },
    onParked,
  });
}

function stopOf(next: ScheduledTrial): RungStop | undefined {
  return next.rung && { ...next.rung, isPromoted: isPromoted(next) };
}
