import type { DatabaseReport } from '../reports/doctor-report.ts';
import { kindOf } from './catalogue.ts';
import type { Store } from './store.ts';
import type { OpeningOptions } from './store-kind.ts';

/**
 * Opens the store at `location`. 'existing' raises UsageError and makes nothing when there is none; where nothing can be
 * written it opens what can only be read. 'create' makes it.
 */
export async function openStore(
  location: string,
  mode: 'create' | 'existing',
  options: OpeningOptions = {},
): Promise<Store> {
  const kind = kindOf(location);
  return mode === 'existing' ? kind.open(location, options) : (await kind.create(location, options)).store;
}

/** True where something is at `location`, though perhaps no store: opening it says. */
export function storeExists(location: string): Promise<boolean> {
  return kindOf(location).exists(location);
}

/** UsageError where no store can be made or written at `location`; makes nothing. */
export function requireWritableStore(location: string): void {
  kindOf(location).requireWritable(location);
}

/** The same text for the same store, from wherever it is named; relative locations begin at `directory`. */
export function locateStore(location: string, directory = process.cwd()): string {
  return kindOf(location).locate(location, directory);
}

/** What is at `location` and what is wrong with it, changing nothing; undefined where there is nothing. */
export function inspectStore(location: string): Promise<DatabaseReport | undefined> {
  return kindOf(location).inspect(location);
}
