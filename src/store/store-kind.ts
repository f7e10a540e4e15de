import type { DatabaseReport } from '../reports/doctor-report.ts';
import type { ServerConnection } from './server-connection.ts';
import type { Store } from './store.ts';

export interface OpeningOptions {
  /** Waits without limit for a database that is locked or cannot be reached: for workers, whose results must be recorded. */
  readonly isPatient?: boolean;
  /** Refuses every change, and raises UsageError for tables of another version in place of migrating them. */
  readonly isReader?: boolean;
}

/** A store that opening may have created. */
export interface NewStore {
  readonly store: Store;
  /** Removes what opening created, once the store is closed, unless it holds a trial by then. */
  discardIfEmpty(): Promise<void>;
}

/**
 * A kind of store, and how its locations look. catalogue.ts lists the kinds; each passes test/contracts/store-kind.ts,
 * and its stores pass test/contracts/store.ts.
 */
export interface StoreKind {
  readonly name: string;
  /** True when `location` has the form of this kind's locations. */
  matches(location: string): boolean;
  /** The same text for the same store, however it is named; relative locations start at `directory`. */
  locate(location: string, directory: string): string;
  /** True when something is at `location`; `open` shows whether it is a store. */
  exists(location: string): Promise<boolean>;
  /** Another text once another store is at `location`, undefined while there is none; absent where that cannot happen. */
  readonly identity?: (location: string) => string | undefined;
  /** UsageError when a store can neither be created nor written; creates nothing. */
  requireWritable(location: string): Promise<void>;
  /** Opens an existing store, for reading only when it cannot be written. UsageError when there is none. */
  open(location: string, options: OpeningOptions): Promise<Store>;
  /** Opens or creates a store. UsageError when it cannot be written. */
  create(location: string, options: OpeningOptions): Promise<NewStore>;
  /** Connects to the server; absent for stores that one machine has for itself. */
  readonly connect?: (location: string) => Promise<ServerConnection>;
  /** A report of what is there and its faults, without changes; undefined when there is nothing. */
  inspect(location: string): Promise<DatabaseReport | undefined>;
}
