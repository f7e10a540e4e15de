import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../../faults/errors.ts';
import { action, message } from '../../faults/message.ts';
import { copyForReading } from '../../files/database-copy.ts';
import type { Store } from '../store.ts';
import type { NewStore, OpeningOptions, StoreKind } from '../store-kind.ts';
import { databasePlaceOf, orCannotOpen, requireWritablePlace } from './database-place.ts';

/** A database file; any text is a valid path. */
export const sqlite: StoreKind = {
  name: 'sqlite',
  matches: () => true,
  locate: (location, directory) => resolve(directory, location),
  exists: async (location) => existsSync(location),
  identity,
  requireWritable: async (location) => void requireWritablePlace(location),
  open: openExisting,
  create,
  inspect: async (location) => {
    const { inspectDatabase } = await import('./inspect-database.ts');
    return inspectDatabase(location, openExisting);
  },
};

/** Imported lazily: the driver, the queries and the schemas are 100 files that help and a wrong flag do not need. */
async function openFile(
  ...asked: Parameters<typeof import('./sqlite-store.ts').openSqliteStore>
): Promise<Store> {
  const { openSqliteStore } = await import('./sqlite-store.ts');
  return openSqliteStore(...asked);
}

async function openExisting(
  file: string,
  { isPatient = false, isReader = false }: OpeningOptions = {},
): Promise<Store> {
  const { path, holds, isWritable } = databasePlaceOf(file);
  switch (holds) {
    case 'nothing':
      throw new UsageError(message`no database at ${file}; run ${action('search')} first`);
    case 'empty':
      // It holds no studies, and stays empty when it is only read.
      return openFile(':memory:');
    case 'database':
      if (isWritable) return openFile(file, { ...patience(isPatient), mustExist: true, isReader });
      return openReadOnly(file, path);
  }
}

async function create(file: string, { isPatient = false }: OpeningOptions): Promise<NewStore> {
  const { path, holds } = requireWritablePlace(file);
  const { discardIfEmpty } = await import('./discard-if-empty.ts');
  const discard = async () => {
    if (holds !== 'database') discardIfEmpty(path, holds === 'empty');
  };
  try {
    return { store: await openFile(file, patience(isPatient)), discardIfEmpty: discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

/** An empty file holds no store yet. */
function identity(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found && [found.dev, found.ino, found.birthtimeMs, found.size === 0].join();
}

function patience(isPatient: boolean): { readonly patienceMilliseconds?: number } {
  return isPatient ? { patienceMilliseconds: Number.POSITIVE_INFINITY } : {};
}

async function openReadOnly(file: string, path: string): Promise<Store> {
  const copy = orCannotOpen(file, () => copyForReading(path));
  try {
    const store = await openFile(copy.path, { mustExist: true, isReadOnly: true, title: file });
    return { ...store, close: () => store.close().finally(copy.remove) };
  } catch (error) {
    copy.remove();
    throw error;
  }
}
