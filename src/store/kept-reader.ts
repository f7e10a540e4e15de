import { kindOf } from './catalogue.ts';
import type { Store } from './store.ts';

interface Opened {
  readonly store: Store;
  readonly identity: string | undefined;
  users: number;
}

const kept = new Map<string, KeptReader>();

/** The reader that this process keeps for a location. */
export function keptReader(location: string): KeptReader | undefined {
  return kept.size === 0 ? undefined : kept.get(keyOf(location));
}

/**
 * A store that a process keeps open for reading only: `withStore` uses it for everything that reads the location. It
 * follows a database file that is replaced, deleted and made again. Opening raises the errors of `StoreKind.open`, in each
 * use anew.
 */
export class KeptReader {
  readonly #location: string;
  #opening: Promise<Opened> | undefined;
  #opened: Opened | undefined;

  constructor(location: string) {
    this.#location = location;
    kept.set(keyOf(location), this);
  }

  async use<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const opened = await this.#current();
    opened.users += 1;
    try {
      return await work(opened.store);
    } finally {
      opened.users -= 1;
      await this.#closeUnused(opened);
    }
  }

  async close(): Promise<void> {
    kept.delete(keyOf(this.#location));
    const opened = this.#opened;
    this.#opened = undefined;
    if (opened !== undefined) await this.#closeUnused(opened);
  }

  async #current(): Promise<Opened> {
    const kind = kindOf(this.#location);
    const identity = kind.identity?.(this.#location);
    const before = this.#opened;
    if (before !== undefined && before.identity === identity) return before;
    // Several uses may find at once that it must be opened.
    this.#opening ??= kind
      .open(this.#location, { isReader: true })
      .then((store) => {
        this.#opened = { store, identity, users: 0 };
        return this.#opened;
      })
      .finally(() => {
        this.#opening = undefined;
      });
    const opened = await this.#opening;
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
