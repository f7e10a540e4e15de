import { channel } from 'node:diagnostics_channel';

/** A wait for a database, published repeatedly while it lasts. */
export interface DatabaseWait {
  /** The store's location. */
  readonly file: string;
  /** Another process holds its lock, or its server cannot be reached. */
  readonly reason: 'locked' | 'unreachable';
  readonly milliseconds: number;
  /** False: the wait times out after some seconds. */
  readonly isEndless: boolean;
}

/** A channel, not a callback: the store knows no terminal, and a worker's thread has no other way to one. */
export const databaseWaits = channel('hpsearch:database-wait');
