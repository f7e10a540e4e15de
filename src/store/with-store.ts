import { kindOf } from './catalogue.ts';
import { keptReader } from './kept-reader.ts';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';

/** Opens an existing store for as long as `work` takes, or uses the reader that is kept for it. */
export async function withStore<T>(location: string, work: (store: Store) => Promise<T>): Promise<T> {
  const reader = keptReader(location);
  if (reader !== undefined) return reader.use(work);
  return whileOpen(await openStore(location, 'existing'), work);
}

/** Like `withStore`, for changes: not by the reader that this process keeps. */
export async function withWritableStore<T>(location: string, work: (store: Store) => Promise<T>): Promise<T> {
  return whileOpen(await openStore(location, 'existing'), work);
}

/** Like `withStore`, but creates a missing store; it is removed when `work` fails before it holds a trial. */
export async function withNewStore<T>(location: string, work: (store: Store) => Promise<T>): Promise<T> {
  const { store, discardIfEmpty } = await kindOf(location).create(location, {});
  try {
    return await whileOpen(store, work);
  } catch (error) {
    await discardIfEmpty();
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
