import type { Patience } from '../patience.ts';
import { isBusy } from './sqlite-error.ts';

/** SQLite itself does not wait: it would block the thread, which could then receive neither a signal nor a message. */
export const standstillMilliseconds = 0;

/** The patience with another process that holds the file's lock. */
export function lockPatience(file: string, milliseconds: number): Patience {
  return {
    ...{ file, milliseconds },
    passing: (error) => (isBusy(error) ? 'locked' : undefined),
    // Short at first: threads of one search hold the lock for less than a millisecond.
    ...{ pauseStepMilliseconds: 1, longestPauseMilliseconds: 50 },
  };
}
