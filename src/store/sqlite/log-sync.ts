import { closeSync, fdatasync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { reasonOf } from '../../files/system-fault.ts';
import { DatabaseError } from '../database-error.ts';

/** From the beginning of one sync to that of the next: commits that come faster share one. */
const intervalMilliseconds = 10;

/**
 * Brings a database's write-ahead log to the disk, without blocking the thread. Commits are there once a sync that began
 * after them has ended: before the log begins anew, SQLite has synced the database file with all of it.
 */
export class LogSync {
  readonly #log: string;
  readonly #title: string;
  #descriptor: number | undefined;
  #begunAt = Number.NEGATIVE_INFINITY;
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  /** `title` names the database in errors. */
  constructor(log: string, title: string) {
    this.#log = log;
    this.#title = title;
  }

  /**
   * Resolves when the commits made so far, on any connection, survive a crash of the system. DatabaseError when a sync
   * fails, and from then on always: the system reports lost bytes once.
   */
  sync(): Promise<void> {
    this.#next ??= this.#after(this.#running);
    return this.#next;
  }

  async #after(last: Promise<void>): Promise<void> {
    await last;
    const wait = this.#begunAt + intervalMilliseconds - performance.now();
    if (wait > 0) await pause(wait);
    this.#begunAt = performance.now();
    this.#running = this.#write();
    // A commit made from now on may come too late for this sync.
    this.#next = undefined;
    await this.#running;
  }

  #write(): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (error: unknown) =>
        error === null
          ? resolve()
          : reject(
              new DatabaseError(`${this.#title} cannot be written: ${reasonOf(error)}`, { cause: error }),
            );
      try {
        // Some systems sync only what is open for writing.
        this.#descriptor ??= openSync(this.#log, 'r+');
        fdatasync(this.#descriptor, end);
      } catch (error) {
        end(error);
      }
    });
  }

  /** Waits for the syncs that have been asked for; none may be afterwards. */
  async close(): Promise<void> {
    await (this.#next ?? this.#running).catch(() => undefined);
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}
