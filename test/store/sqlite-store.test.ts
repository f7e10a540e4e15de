import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqlite } from '../../src/store/sqlite/sqlite-kind.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import type { OpenedStore } from '../contracts/given-store.ts';
import { describeStore } from '../contracts/store.ts';
import { describeStoreKind } from '../contracts/store-kind.ts';
import { describeOutside } from '../contracts/store-outside.ts';
import { temporaryFolder } from './temporary-folder.ts';

describeStore('SQLite in memory', async () => {
  const store = await openSqliteStore(':memory:');
  return { store, cleanup: () => store.close() };
});

describeStore('SQLite in a file', openFile);

describeOutside('SQLite in a file', openFile);

describeStoreKind(sqlite, () => join(temporaryFolder(), 'study.db'));

async function openFile(): Promise<OpenedStore> {
  const folder = await mkdtemp(join(tmpdir(), 'hpsearch-store-'));
  const stores: Store[] = [];
  const reopen = async () => {
    const store = await openSqliteStore(join(folder, 'study.db'));
    stores.push(store);
    return store;
  };
  const cleanup = async () => {
    for (const store of stores) await store.close();
    await rm(folder, { recursive: true });
  };
  return { store: await reopen(), reopen, cleanup };
}
