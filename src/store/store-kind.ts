import type { DatabaseReport } from '../reports/doctor-report.ts';
import type { Store } from './store.ts';

export interface OpeningOptions {
  /** Waits without end for another process that holds the lock: for workers, whose results must be recorded. */
  readonly isPatient?: boolean;
}

/** A store that was opened where there may have been none. */
export interface NewStore {
  readonly store: Store;
  /** Removes what opening made, once the store is closed, unless it holds a trial by then. */
  discardIfEmpty(): void;
}

/**
 * One place where studies can be kept, and what its locations look like. catalogue.ts lists the kinds, and each passes
 * test/contracts/store-kind.ts, and its stores test/contracts/store.ts.
 */
export interface StoreKind {
  readonly name: string;
  /** True where `location` is written as one of this kind. */
  matches(location: string): boolean;
  /** The same text for the same place, from wherever it is named; `directory` is where relative locations begin. */
  locate(location: string, directory: string): string;
  /** True where something is at `location`, be it a store or not: `open` says. */
  exists(location: string): Promise<boolean>;
  /** UsageError where a store can neither be made nor written; makes nothing. */
  requireWritable(location: string): void;
  /** Opens what is there, for reading alone where it cannot be written. UsageError where there is no store. */
  open(location: string, options: OpeningOptions): Promise<Store>;
  /** Opens what is there, or makes it. UsageError where it cannot be written. */
  create(location: string, options: OpeningOptions): Promise<NewStore>;
  /** What is there and what is wrong with it, changing nothing; undefined where there is nothing. */
  inspect(location: string): Promise<DatabaseReport | undefined>;
}
