import { postgres } from '../../../src/store/postgres/postgres-kind.ts';
import { openPostgresStore } from '../../../src/store/postgres/postgres-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeStore } from '../../contracts/store.ts';
import { describeStoreKind } from '../../contracts/store-kind.ts';
import { describeOutside } from '../../contracts/store-outside.ts';
import { describeOnPostgres } from '../../postgres/shared.ts';

/** Deletes few rows in a moment, where `truncate` makes new files for all tables and indexes. */
const emptyTables = `do $$ declare name text; begin
  set local session_replication_role = replica;
  for name in select tablename from pg_tables where schemaname = 'hpsearch' and tablename <> 'hpsearch_migrations'
    loop execute format('delete from hpsearch.%I', name); end loop;
  for name in select sequencename from pg_sequences where schemaname = 'hpsearch'
    loop perform setval(format('hpsearch.%I', name), 1, false); end loop;
end $$`;

await describeOnPostgres('PostgreSQL as a store', (server) => {
  const database = server.createDatabase();

  const open = async () => {
    const url = await database;
    const stores: Store[] = [];
    const reopen = async () => {
      const store = await openPostgresStore(url, { mayCreate: true });
      stores.push(store);
      return store;
    };
    const cleanup = async () => {
      for (const store of stores) await store.close();
    };
    const store = await reopen();
    // Faster than new tables for each test.
    await server.query(emptyTables, { database: url });
    return { store, reopen, cleanup };
  };
  describeStore('PostgreSQL', open);
  describeOutside('PostgreSQL', open);

  describeStoreKind(postgres, () => server.createDatabase());
});
