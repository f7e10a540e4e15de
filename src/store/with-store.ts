import { openStore } from './open-store.ts';
import type { Store } from './store.ts';

/** Opens an existing database for as long as `work` takes. */
export async function withStore<T>(database: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(database, 'existing');
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
