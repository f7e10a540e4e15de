import { channel } from 'node:diagnostics_channel';
import { isBusy } from './database-error.ts';

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

/** What SQLite waits by itself. The thread stands still meanwhile, and no signal is heard. */
export const standstillMilliseconds = 100;
const pauseMilliseconds = 50;

/** Does `work`, again where the database was locked; throws the lock's error once the patience is at its end. */
export async function patiently<T>(work: () => T | Promise<T>, patience: Patience): Promise<T> {
  for (let waited = 0; ; ) {
    try {
      return await work();
    } catch (error) {
      // Counted, for the store does not ask the clock.
      waited += standstillMilliseconds + pauseMilliseconds;
      if (!isBusy(error) || waited > patience.milliseconds) throw error;
    }
    const { file, milliseconds } = patience;
    const wait: LockWait = {
      file,
      milliseconds: waited,
      isEndless: milliseconds === Number.POSITIVE_INFINITY,
    };
    lockWaits.publish(wait);
    await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
  }
}
