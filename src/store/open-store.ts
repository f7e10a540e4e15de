import type { DatabaseReport } from '../reports/doctor-report.ts';
import { kindOf } from './catalogue.ts';
import type { ServerConnection } from './server-connection.ts';
import type { Store } from './store.ts';
import type { OpeningOptions } from './store-kind.ts';

/**
 * Opens the store at `location`. 'existing' raises UsageError and creates nothing when there is none; it opens a store
 * that cannot be written for reading only. 'create' creates a missing one.
 */
export async function openStore(
  location: string,
  mode: 'create' | 'existing',
  options: OpeningOptions = {},
): Promise<Store> {
  const kind = kindOf(location);
  return mode === 'existing' ? kind.open(location, options) : (await kind.create(location, options)).store;
}

/** True when something is at `location`; opening it shows whether that is a store. */
export function storeExists(location: string): Promise<boolean> {
  return kindOf(location).exists(location);
}

/** UsageError when no store can be created or written at `location`; creates nothing. */
export function requireWritableStore(location: string): Promise<void> {
  return kindOf(location).requireWritable(location);
}

/** The same text for the same store, however it is named; relative locations start at `directory`. */
export function locateStore(location: string, directory = process.cwd()): string {
  return kindOf(location).locate(location, directory);
}

/** True for a store that several machines share. */
export function hasMachines(location: string): boolean {
  return kindOf(location).connect !== undefined;
}

/** Connects to the server of a store that several machines share; a lost connection is made again without end. */
export function connectToStore(location: string): Promise<ServerConnection> {
  const { connect } = kindOf(location);
  if (connect === undefined) throw new Error(`no server has ${location}`);
  return connect(location);
}

/** A report of what is at `location` and its faults, without changes; undefined when there is nothing. */
export function inspectStore(location: string): Promise<DatabaseReport | undefined> {
  return kindOf(location).inspect(location);
}
