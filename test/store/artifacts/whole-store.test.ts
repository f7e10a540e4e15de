import { mkdirSync, realpathSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely } from 'kysely';
import { withArtifacts } from '../../../src/store/artifacts/with-artifacts.ts';
import { artifactLedger } from '../../../src/store/sql/artifact-queries.ts';
import type { Tables } from '../../../src/store/sql/schema.ts';
import { lockPatience } from '../../../src/store/sqlite/patience.ts';
import { sqliteDialect } from '../../../src/store/sqlite/sqlite-dialect.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeStore } from '../../contracts/store.ts';

/** Every study has a place for artifacts, and all of its bytes are there, however few. */
describeStore('a store whose bytes are outside', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hpsearch-store-'));
  mkdirSync(join(folder, 'artifacts'));
  const file = join(folder, 'study.db');
  const opened: { close(): Promise<void> }[] = [];
  const reopen = async (): Promise<Store> => {
    const inner = await openSqliteStore(file);
    // As the store opens it: connections of one thread take turns, and none blocks the thread.
    const handle = new SqliteDatabase(file, { timeout: 0 });
    const database = new Kysely<Tables>({
      dialect: sqliteDialect(handle, realpathSync(file), lockPatience(file, 10_000)),
    });
    opened.push(inner, { close: () => database.destroy() });
    const outer = withArtifacts(inner, artifactLedger(database), 1);
    return {
      ...outer,
      createStudy: async (study) => {
        const created = await outer.createStudy(study);
        await outer.setArtifacts(created.id, join(folder, 'artifacts'));
        return created;
      },
    };
  };
  const cleanup = async () => {
    for (const each of opened) await each.close();
    await rm(folder, { recursive: true });
  };
  return { store: await reopen(), reopen, cleanup };
});
