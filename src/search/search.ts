import { setImmediate as nextTurn } from 'node:timers/promises';
import { abortAfter } from '../runs/abort-after.ts';
import { Acknowledgements } from '../runs/acknowledgements.ts';
import { asRecordingError, RecordingError } from '../runs/run-claimed.ts';
import type { LiveWorker } from '../store/machines.ts';
import { hasEnded, type ParkedTrial, type RungStop, type Trial } from '../study/trial.ts';
import { type EndedRun, type Executor, isPromoted } from './executors/executor.ts';
import { laneSupply } from './lane-supply.ts';
import { type Guide, noGuide } from './schedules/guide.ts';
import type { Schedule, ScheduledTrial } from './schedules/schedule.ts';

export { RecordingError };

/** Called as a search proceeds. */
export interface SearchEvents {
  onStart(trial: number): void;
  onEpoch(trial: number, epoch: number): void;
  /**
   * Called once the trial's record survives a crash of the system; after quick trials others may have begun by then,
   * unless it decides. Awaited; a rejection ends the search, as a thrown error does.
   */
  onEnd(trial: Trial, stop?: RungStop): unknown;
  /** True where `onEnd` may end the search: a worker begins no other trial before it has been told of its last one. */
  readonly onEndDecides?: boolean | undefined;
  /** Called with the live workers of all machines, when they have changed. */
  onWorkers?(workers: readonly LiveWorker[]): void;
}

export interface SearchInput {
  readonly executor: Executor;
  readonly schedule: Schedule;
  /** Once aborted no further trial starts; running ones end and are recorded. */
  readonly signal: AbortSignal;
  readonly events: SearchEvents;
  /** Default: nobody steers the search. */
  readonly guide?: Guide | undefined;
}

/**
 * Runs the trials of the schedule, as many at once as the executor can. Resolves when all have ended, or when the signal
 * was aborted and the running ones have ended. Enqueued trials come first; the schedule does not see them.
 */
export async function runSearch(input: SearchInput): Promise<void> {
  const { schedule } = input;
  try {
    await runTrials(input);
  } catch (error) {
    await schedule.abandon?.(error);
    throw error;
  }
  await schedule.close?.();
}

async function runTrials(input: SearchInput): Promise<void> {
  const { executor, schedule, signal, guide = noGuide } = input;
  const supply = laneSupply(async () => guide.next() ?? (await schedule.next()));
  guide.onEnqueued(() => supply.wake());
  const acknowledgements = new Acknowledgements();
  const stop = abortAfter(undefined, signal, acknowledgements.failed);
  const end = async (next: ScheduledTrial, run: Promise<RunTrial>) => {
    try {
      return await finalBy(schedule, next, await run);
    } catch (error) {
      throw asRecordingError(error, next.trial);
    } finally {
      guide.ended(next.trial);
      supply.ended();
    }
  };
  const work = async (next: ScheduledTrial, lane?: number) => {
    const run = runTrial(input, next);
    const hasFailed = await run.then(
      () => false,
      () => true,
    );
    const syncing = hasFailed ? undefined : executor.synced?.();
    const synced = syncing?.catch((error) => {
      throw asRecordingError(error, next.trial);
    });
    const goesOn = synced !== undefined && !schedule.prefersResults;
    // The next trial comes first: its worker is idle until it begins.
    const final = goesOn ? nextTurn().then(() => end(next, run)) : end(next, run);
    const ready = { when: Promise.all([final, synced]), isAside: synced !== undefined };
    const told = acknowledgements.add(lane, ready, async () => tell(input, next, await final));
    await Promise.all([told, goesOn || final]);
  };
  try {
    await executor.dispatch((noMore) => supply.next(noMore), stop.signal, work);
  } finally {
    await acknowledgements.end().finally(() => stop.release());
  }
}

/** A trial that has run, and a parked state that was not stored. */
interface RunTrial {
  readonly read: EndedRun;
  readonly parked: ParkedTrial | undefined;
}

async function runTrial(
  { executor, schedule, events, guide = noGuide }: SearchInput,
  next: ScheduledTrial,
): Promise<RunTrial> {
  let parked: ParkedTrial | undefined;
  const read = await executor.run(next, {
    onStart(end) {
      guide.begun(next.trial, end);
      events.onStart(next.trial);
    },
    onEpoch(record, fold) {
      events.onEpoch(next.trial, record.epoch);
      return next.origin === undefined && schedule.shouldEnd(next, record, fold);
    },
    onParked(state) {
      parked = state;
    },
  });
  return { read, parked };
}

/** The trials whose results are final by the end of this one. */
async function finalBy(
  schedule: Schedule,
  next: ScheduledTrial,
  { read, parked }: RunTrial,
): Promise<readonly Trial[]> {
  const recorded = await read();
  if (next.origin === undefined) return schedule.ended(next, recorded, parked);
  return hasEnded(recorded) ? [recorded] : [];
}

async function tell({ events }: SearchInput, next: ScheduledTrial, final: readonly Trial[]): Promise<void> {
  for (const trial of final) {
    await events.onEnd(trial, trial.trial === next.trial ? stopOf(next) : undefined);
  }
}

function stopOf(next: ScheduledTrial): RungStop | undefined {
  return next.rung && { ...next.rung, isPromoted: isPromoted(next) };
}
