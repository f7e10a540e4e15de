import { channel } from 'node:diagnostics_channel';

/** A wait for a lock that another process holds, published again and again while it lasts. */
export interface LockWait {
  /** The store's location. */
  readonly file: string;
  readonly milliseconds: number;
  /** False: the work is given up after some seconds. */
  readonly isEndless: boolean;
}

/** A channel and no argument: the store knows no terminal, and a worker's thread has no other way to the one that does. */
export const lockWaits = channel('hpsearch:lock-wait');
