import { type LockWait, lockWaits } from '../lock-wait.ts';
import { isBusy } from './sqlite-error.ts';

/** How long a connection's statements wait for another process that holds the file's lock. */
export interface Patience {
  readonly file: string;
  /** Infinity while trials run, since they must be recorded however long that takes. */
  milliseconds: number;
}

/** For a command that a user waits for. */
export const shortMilliseconds = 10_000;

/** SQLite itself does not wait: it would block the thread, which could then receive neither a signal nor a message. */
export const standstillMilliseconds = 0;

/** Short at first: threads of one search hold the lock for some milliseconds. */
const shortestPauseMilliseconds = 5;
const longestPauseMilliseconds = 50;

/** Runs `work`, and retries it while the database is locked; throws the lock's error once the patience is over. */
export async function patiently<T>(work: () => T | Promise<T>, patience: Patience): Promise<T> {
  const startedAt = performance.now();
  for (let pause = shortestPauseMilliseconds; ; pause += shortestPauseMilliseconds) {
    try {
      return await work();
    } catch (error) {
      const { file, milliseconds } = patience;
      const waited = performance.now() - startedAt;
      if (!isBusy(error) || waited >= milliseconds) throw error;
      const isEndless = milliseconds === Number.POSITIVE_INFINITY;
      lockWaits.publish({ file, milliseconds: waited, isEndless } satisfies LockWait);
    }
    await new Promise((resolve) => setTimeout(resolve, Math.min(pause, longestPauseMilliseconds)));
  }
}
