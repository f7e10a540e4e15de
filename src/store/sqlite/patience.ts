import { channel } from 'node:diagnostics_channel';
import { isBusy } from '../database-error.ts';

/** How long the statements of a connection wait for another process that holds the lock of the file. */
export interface Patience {
  readonly file: string;
  /** Infinity for who runs trials, which must be recorded however long that takes. */
  milliseconds: number;
}

/** A wait for a lock, as `lockWaits` tells it: again and again while it lasts. */
export interface LockWait {
  readonly file: string;
  readonly milliseconds: number;
  /** False: the work is given up after some seconds. */
  readonly isEndless: boolean;
}

/** Who shows messages subscribes: the store knows no terminal, and a worker's thread has another one. */
export const lockWaits = channel('hpsearch:lock-wait');

/** Of a command that somebody waits for. */
export const shortMilliseconds = 10_000;

/** SQLite itself waits for nothing: the thread would stand still meanwhile, and hear neither a signal nor its end. */
export const standstillMilliseconds = 0;

/** Short at first: threads of one search hold the lock for some milliseconds. */
const shortestPauseMilliseconds = 5;
const longestPauseMilliseconds = 50;

/** Does `work`, again where the database was locked; throws the lock's error once the patience is at its end. */
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
