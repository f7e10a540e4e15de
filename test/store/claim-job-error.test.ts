import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { exampleStudy } from './example-study.ts';
import { temporaryFolder } from './temporary-folder.ts';

it('a database that fails does not make a job stale', async () => {
  const file = join(temporaryFolder(), 'study.db');
  const store = await openStore(file, 'create');
  onTestFinished(() => store.close());
  const { id: studyId } = await store.createStudy(exampleStudy('wine'));
  const handle = new SqliteDatabase(file);
  handle.exec('alter table studies rename column lease to other');
  handle.close();
  const claimed = store.claimJob({ studyId, trial: 0, draw: 0, lease: 1, keep: 3 }, 'one');
  await expect(claimed).rejects.toThrow('lease');
});
