import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import SqliteDatabase from 'better-sqlite3';
import { expect, it } from 'vitest';
import { randomFor } from '../../src/statistics/random.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store, Study } from '../../src/store/store.ts';
import { exampleConfig, exampleStudy } from './example-study.ts';
import { temporaryFolder } from './temporary-folder.ts';

// The fixtures open the built store in dist/, for a thread or a process of Node 20 cannot run TypeScript.
const writer = fileURLToPath(new URL('../fixtures/store/writer.mjs', import.meta.url));
const opener = fileURLToPath(new URL('../fixtures/store/opener.mjs', import.meta.url));

async function studyIn(file: string, trials: number): Promise<{ store: Store; study: Study }> {
  const store = await openStore(file, 'create');
  const study = await store.createStudy(exampleStudy('busy'));
  const numbers = Array.from({ length: trials }, (_, trial) => ({ trial, config: exampleConfig }));
  await store.addTrials(study.id, numbers);
  return { store, study };
}

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
  await Promise.all(['one', 'two'].map((name) => killRepeatedly(join(temporaryFolder(), `${name}.db`))));
});

/** HPSEARCH_LONG=1: ten kills. */
const kills = process.env.HPSEARCH_LONG === '1' ? 10 : 4;

async function killRepeatedly(file: string): Promise<void> {
  const { store, study } = await studyIn(file, 400);
  const random = randomFor('kills', basename(file));
  const acknowledged: number[] = [];
  for (let kill = 0; kill < kills; kill++) {
    acknowledged.push(...(await writtenUntilKilled(file, random.next() * 40)));
    await store.lease(study.id, { host: 'here', processId: kill, processStart: '' }, () => false);
    expect(await tornTrials(store, study)).toEqual([]);
  }
  const complete = (await store.trials(study.id)).filter(({ state }) => state === 'complete');
  expect(complete.map(({ trial }) => trial)).toEqual(expect.arrayContaining(acknowledged));
  expect(new Set(acknowledged).size).toBe(acknowledged.length);
  await store.close();
  const handle = new SqliteDatabase(file);
  expect(handle.pragma('integrity_check', { simple: true })).toBe('ok');
  handle.close();
}

/** The trials that a writer acknowledged before it was killed, some milliseconds after the first of them. */
async function writtenUntilKilled(file: string, afterMs: number): Promise<number[]> {
  const child = spawn(process.execPath, [writer, file, '0', '1'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (printed === '') setTimeout(() => child.kill('SIGKILL'), afterMs);
    printed += text;
  });
  const [, signal] = await once(child, 'close');
  expect(signal).toBe('SIGKILL');
  return printed.split('\n').slice(0, -1).map(Number);
}

/** Trials of which a part is missing, or is there though the trial has not ended. */
async function tornTrials(store: Store, study: Study): Promise<number[]> {
  const torn = [];
  for (const { trial, state, value } of await store.trials(study.id)) {
    const history = await store.history(study.id, trial);
    const weights = await store.weights(study.id, trial);
    const isWhole = value === trial && history.length === 40 && weights?.length === 20_000;
    const isUntouched = value === null && history.length === 0 && weights === undefined;
    if (state === 'complete' ? !isWhole : !isUntouched || state !== 'waiting') torn.push(trial);
  }
  return torn;
}
