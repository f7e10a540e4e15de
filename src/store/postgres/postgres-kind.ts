import { isServerUrl, withoutSecrets } from '../location.ts';
import type { Store } from '../store.ts';
import type { NewStore, OpeningOptions, StoreKind } from '../store-kind.ts';

/** A database of a PostgreSQL server, by its URL. */
export const postgres: StoreKind = {
  name: 'postgres',
  matches: isServerUrl,
  locate: withoutSecrets,
  exists: async (location) => (await tables()).hasTables(location),
  requireWritable: async (location) => (await tables()).requireWritableTables(location),
  open: async (location, options) => openTables(location, options),
  create,
  connect: async (location) => {
    const { connectToServer } = await import('./connect-to-server.ts');
    return connectToServer(location);
  },
  inspect: async (location) => {
    const { inspectTables } = await import('./inspect-tables.ts');
    return inspectTables(location, openTables);
  },
};

const tables = () => import('./stored-tables.ts');

/** Imported lazily: commands on a file need neither pg nor its dialect. */
async function openTables(
  ...asked: Parameters<typeof import('./postgres-store.ts').openPostgresStore>
): Promise<Store> {
  const { openPostgresStore } = await import('./postgres-store.ts');
  return openPostgresStore(...asked);
}

async function create(location: string, options: OpeningOptions): Promise<NewStore> {
  let isNew = false;
  const discardIfEmpty = async () => {
    if (isNew) await (await tables()).discardEmptyTables(location);
  };
  const onCreate = () => {
    isNew = true;
  };
  try {
    return { store: await openTables(location, { ...options, mayCreate: true, onCreate }), discardIfEmpty };
  } catch (error) {
    await discardIfEmpty();
    throw error;
  }
}
