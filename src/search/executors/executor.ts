import type { EpochRecord, ParkedTrial, Trial } from '../../study/trial.ts';
import type { ScheduledTrial } from '../schedules/schedule.ts';

/** Called while a trial runs. */
export interface TrialWatch {
  /** `end` asks the worker to end the trial after its epoch. */
  onStart(end: () => void): void;
  /** Takes an epoch, of a fold in a study with folds; true when the trial should end after it. */
  onEpoch(record: EpochRecord, fold?: number): boolean;
  /** Takes the parked state of a trial that may return it in place of storing it. */
  onParked(parked: ParkedTrial): void;
}

/** Reads the trial's record. Undefined, or a record that has not ended, when it did not run here. */
export type EndedRun = () => Promise<Trial | undefined>;

/** Where the trials of a search run. */
export interface Executor {
  /**
   * Gives the items of `next` to `work`, as many at once as can run, until none is left or the signal is aborted. Settles
   * when all items that had begun have ended; rejects with the first error, after which no item begins. Where
   * records may have to be synced, each item has the number of its lane, which runs one at a time.
   */
  dispatch<Item>(
    next: (stop: AbortSignal) => Promise<Item | undefined>,
    signal: AbortSignal,
    work: (item: Item, lane?: number) => Promise<void>,
  ): Promise<void>;
  /** Runs the trial until it is recorded. */
  run(next: ScheduledTrial, watch: TrialWatch): Promise<EndedRun>;
  /**
   * Undefined while the records of all trials that have run survive a crash of the system; else resolves when they do.
   * Absent where they always do.
   */
  synced?(): Promise<void> | undefined;
}

/** True for a trial that stopped at a rung and goes on. */
export function isPromoted({ state }: Pick<ScheduledTrial, 'state'>): boolean {
  return state === 'pruned';
}
