import { openStore } from './open-store.ts';
import { requireWritablePlace } from './sqlite/database-place.ts';
import { discardIfEmpty } from './sqlite/discard-if-empty.ts';
import type { Store } from './store.ts';

/** Opens an existing database for as long as `work` takes. */
export async function withStore<T>(database: string, work: (store: Store) => Promise<T>): Promise<T> {
  return whileOpen(await openStore(database, 'existing'), work);
}

/** As `withStore`, and makes the database where there is none; it does not stay when `work` fails before it holds a trial. */
export async function withNewStore<T>(database: string, work: (store: Store) => Promise<T>): Promise<T> {
  const { path, holds } = requireWritablePlace(database);
  try {
    return await whileOpen(await openStore(database, 'create'), work);
  } catch (error) {
    if (holds !== 'database') discardIfEmpty(path, holds === 'empty');
    throw error;
  }
}

async function whileOpen<T>(store: Store, work: (store: Store) => Promise<T>): Promise<T> {
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
