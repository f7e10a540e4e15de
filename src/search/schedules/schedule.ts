import type { Rank } from '../../study/ranking.ts';
import { type EpochRecord, hasEnded, type ParkedTrial, type Rung, type Trial } from '../../study/trial.ts';
import type { KeptBest } from './kept-best.ts';
import type { TrialQueue, WaitingTrial } from './trial-queue.ts';

/** A trial to run; a promoted one is not waiting. */
export interface ScheduledTrial extends WaitingTrial {
  /** Train up to here; absent: to the trial's own end. */
  readonly rung?: Rung;
  /** The state from which it resumes; absent: the stored one, if there is one. */
  readonly parked?: ParkedTrial;
  /** True: its next state may be given to `ended` instead of the store. */
  readonly mayReturnState?: boolean;
  /** As in `KeptBest.last`, when the trial was given out. */
  readonly lastKept?: Rank;
}

/** How a search runs its trials and when their results are final, according to its scheduler. */
export interface Schedule {
  /** True: which trial `next` gives out is better decided once the results of all that have run are in `ended`. */
  readonly prefersResults?: boolean;
  /** As in `TrialQueue`. */
  next(): Promise<ScheduledTrial | 'later' | undefined>;
  /** Takes an epoch of a running trial, of a fold in a study with folds; true when the trial should end. */
  shouldEnd(trial: WaitingTrial, record: EpochRecord, fold?: number): boolean;
  /**
   * Called after each trial from `next`, with its record, if any, and a parked state that was not stored. Returns the
   * records of the trials whose results are final by this, in the order of their draws.
   */
  ended(trial: ScheduledTrial, recorded: Trial | undefined, parked?: ParkedTrial): Promise<readonly Trial[]>;
  /** Resolves when the store has all that follows from the trials that have ended. */
  close?(): Promise<void>;
  /** Called in place of `close` when the search fails with this error. Resolves once nothing more is written. */
  abandon?(error: unknown): Promise<void>;
}

/** Every trial trains to its own end, and its result is final then. */
export function plainSchedule(queue: TrialQueue, best?: KeptBest): Schedule {
  return {
    next: async () => withLastKept(await queue.next(), best),
    shouldEnd: () => false,
    async ended(trial, recorded) {
      queue.done(trial, recorded);
      if (!hasEnded(recorded)) return [];
      best?.add(recorded);
      return [recorded];
    },
  };
}

/** The same, for a trial with the last one that keeps weights now. */
export function withLastKept(
  next: WaitingTrial | 'later' | undefined,
  best: KeptBest | undefined,
): ScheduledTrial | 'later' | undefined {
  const lastKept = best?.last();
  return next === undefined || next === 'later' || lastKept === undefined ? next : { ...next, lastKept };
}
