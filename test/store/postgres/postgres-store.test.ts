import { postgres } from '../../../src/store/postgres/postgres-kind.ts';
import { openPostgresStore } from '../../../src/store/postgres/postgres-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeStore } from '../../contracts/store.ts';
import { describeStoreKind } from '../../contracts/store-kind.ts';
import { describeOutside } from '../../contracts/store-outside.ts';
import { describeOnPostgres } from '../../postgres/shared.ts';

const emptyTables = `do $$ begin
  execute (select 'truncate ' || string_agg('hpsearch.' || tablename, ', ') || ' restart identity'
    from pg_tables where schemaname = 'hpsearch' and tablename <> 'hpsearch_migrations');
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
