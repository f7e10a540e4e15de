import { channel } from 'node:diagnostics_channel';

/** A wait for a lock that another process holds, published repeatedly while it lasts. */
export interface LockWait {
  /** The store's location. */
  readonly file: string;
  readonly milliseconds: number;
  /** False: the wait times out after some seconds. */
  readonly isEndless: boolean;
}

/** A channel, not a callback: the store knows no terminal, and a worker's thread has no other way to one. */
export const lockWaits = channel('hpsearch:lock-wait');
