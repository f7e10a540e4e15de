import { UsageError } from '../faults/errors.ts';
import { action, message } from '../faults/message.ts';
import { databasePlaceOf, orCannotOpen, requireWritablePlace } from './database-place.ts';
import { copyForReading } from './read-only-copy.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { Store } from './store.ts';

/**
 * Opens the store at `location`, the path of a database file. 'existing' raises UsageError and makes nothing when there is
 * none; on a read-only medium it opens what can only be read. 'create' makes it.
 */
export async function openStore(
  location: string,
  mode: 'create' | 'existing',
  { isPatient = false }: { readonly isPatient?: boolean } = {},
): Promise<Store> {
  const patience = isPatient ? { patienceMilliseconds: Number.POSITIVE_INFINITY } : {};
  if (mode === 'create') {
    requireWritablePlace(location);
    return openSqliteStore(location, patience);
  }
  const { path, holds, isWritable } = databasePlaceOf(location);
  switch (holds) {
    case 'nothing':
      throw new UsageError(message`no database at ${location}; run ${action('search')} first`);
    case 'empty':
      // Nobody's yet: it holds no studies, and stays empty for whoever only reads.
      return openSqliteStore(':memory:');
    case 'database':
      if (isWritable) return openSqliteStore(location, { ...patience, mustExist: true });
      return openReadOnly(location, path);
  }
}

async function openReadOnly(location: string, path: string): Promise<Store> {
  const copy = orCannotOpen(location, () => copyForReading(path));
  try {
    const store = await openSqliteStore(copy.path, { mustExist: true, isReadOnly: true, title: location });
    return { ...store, close: () => store.close().finally(copy.remove) };
  } catch (error) {
    copy.remove();
    throw error;
  }
}
