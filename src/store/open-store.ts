import { existsSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { Store } from './store.ts';

/**
 * Opens the store at `location`, the path of a database file. 'existing' raises UsageError and makes nothing when
 * there is none; 'create' makes it.
 */
export async function openStore(
  location: string,
  mode: 'create' | 'existing',
  { isPatient = false }: { readonly isPatient?: boolean } = {},
): Promise<Store> {
  if (location === '' || location === ':memory:') {
    throw new UsageError('--db needs the path of a file, which the workers open too');
  }
  if (mode === 'existing' && !existsSync(location)) {
    throw new UsageError(`no database at ${location}; run hpsearch start first`);
  }
  return openSqliteStore(location, {
    mustExist: mode === 'existing',
    ...(isPatient ? { patienceMilliseconds: Number.POSITIVE_INFINITY } : {}),
  });
}
