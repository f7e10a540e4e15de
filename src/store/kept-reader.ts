import { AsyncLocalStorage } from 'node:async_hooks';
import { UsageError } from '../faults/errors.ts';
import { kindOf } from './catalogue.ts';
import { DatabaseError } from './database-error.ts';
import type { Store } from './store.ts';

interface Opened {
  readonly store: Store;
  readonly identity: string | undefined;
  users: number;
}

const readers = new AsyncLocalStorage<KeptReader>();

/** The reader of this location that the present work is to use; undefined for work that opens stores of its own. */
export function keptReader(location: string): KeptReader | undefined {
  const reader = readers.getStore();
  return reader?.hasLocation(location) ? reader : undefined;
}

/**
 * A store that a process keeps open for reading only. It follows a database file that is replaced, deleted and made
 * again; each use raises DatabaseError while none can be opened.
 */
export class KeptReader {
  readonly #location: string;
  #opening: Promise<Opened> | undefined;
  #opened: Opened | undefined;
  #isClosed = false;

  constructor(location: string) {
    this.#location = location;
  }

  hasLocation(location: string): boolean {
    return keyOf(location) === keyOf(this.#location);
  }

  /** Lets `withStore` use this reader in all of `work`. */
  during<T>(work: () => Promise<T>): Promise<T> {
    return readers.run(this, work);
  }

  async use<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const opened = await this.#entered();
    try {
      return await work(opened.store);
    } finally {
      opened.users -= 1;
      await this.#closeUnused(opened);
    }
  }

  /** The store is closed once the last use has ended; each later use opens one of its own. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const opened = this.#opened;
    this.#opened = undefined;
    if (opened !== undefined) await this.#closeUnused(opened);
  }

  /** Counted as used at once: another use, or a close, may come before this one goes on. */
  async #entered(): Promise<Opened> {
    const kind = kindOf(this.#location);
    const identity = kind.identity?.(this.#location);
    const before = this.#opened;
    if (before !== undefined && before.identity === identity) {
      before.users += 1;
      return before;
    }
    // Several uses may find at once that it must be opened.
    this.#opening ??= kind
      .open(this.#location, { isReader: true })
      .then((store) => {
        const opened = { store, identity, users: 0 };
        if (!this.#isClosed) this.#opened = opened;
        return opened;
      })
      .catch((error: unknown) => {
        throw error instanceof UsageError ? new DatabaseError(error.text, { cause: error }) : error;
      })
      .finally(() => {
        this.#opening = undefined;
      });
    const opened = await this.#opening;
    opened.users += 1;
    if (before !== undefined) await this.#closeUnused(before);
    return opened;
  }

  async #closeUnused(opened: Opened): Promise<void> {
    if (opened !== this.#opened && opened.users === 0) await opened.store.close();
  }
}

function keyOf(location: string): string {
  return kindOf(location).locate(location, process.cwd());
}
