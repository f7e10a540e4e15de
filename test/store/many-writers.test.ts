import { once } from 'node:events';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import SqliteDatabase from 'better-sqlite3';
import { expect, it } from 'vitest';
import { killRepeatedly, studyIn, tornTrials, writer } from './busy-study.ts';
import { temporaryFolder } from './temporary-folder.ts';

// The fixtures open the built store in dist/, for a thread or a process of Node 20 cannot run TypeScript.
const opener = fileURLToPath(new URL('../fixtures/store/opener.mjs', import.meta.url));

async function endOf(thread: Worker): Promise<void> {
  const [code] = await once(thread, 'exit');
  expect(code).toBe(0);
}

it('eight threads that open the same new database at once all find its tables', async () => {
  const gate = new Int32Array(new SharedArrayBuffer(8));
  const workerData = { file: join(temporaryFolder(), 'study.db'), gate, threads: 8 };
  await Promise.all(Array.from({ length: 8 }, () => endOf(new Worker(opener, { workerData }))));
});

it('four threads that write at once all get their turn, and every result is whole', async () => {
  const file = join(temporaryFolder(), 'study.db');
  const { store, study } = await studyIn(file, 200);
  const threads = ['0', '1', '2', '3'].map(
    (first) => new Worker(writer, { argv: [file, first, '4'], stdout: true }),
  );
  await Promise.all(threads.map(endOf));
  expect(await store.counts(study.id)).toMatchObject({ complete: 200 });
  expect(await tornTrials(store, study)).toEqual([]);
  await store.close();
});

it('kills at any moment leave only whole trials, and none is lost that was acknowledged', async () => {
  const files = ['one', 'two'].map((name) => join(temporaryFolder(), `${name}.db`));
  await Promise.all(files.map((file) => killRepeatedly(file, basename(file))));
  for (const file of files) {
    const handle = new SqliteDatabase(file);
    expect(handle.pragma('integrity_check', { simple: true })).toBe('ok');
    handle.close();
  }
});
