import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { randomFor } from '../../src/statistics/random.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store, Study } from '../../src/store/store.ts';
import { exampleConfig, exampleStudy } from './example-study.ts';

// The fixtures open the built store in dist/, for a thread or a process of Node 20 cannot run TypeScript.
/** Runs the waiting trials `first`, `first` + `step`, … of the newest study: its arguments are location, first, step. */
export const writer = fileURLToPath(new URL('../fixtures/store/writer.mjs', import.meta.url));

/** A new study with waiting trials in the store at `location`. */
export async function studyIn(location: string, trials: number): Promise<{ store: Store; study: Study }> {
  const store = await openStore(location, 'create');
  const study = await store.createStudy(exampleStudy('busy'));
  const numbers = Array.from({ length: trials }, (_, trial) => ({ trial, config: exampleConfig }));
  await store.addTrials(study.id, numbers);
  return { store, study };
}

/** HPSEARCH_LONG=1: ten kills. */
const kills = process.env.HPSEARCH_LONG === '1' ? 10 : 4;

/** Kills writers of a new study: each trial is whole or untouched, and none is lost that was acknowledged. */
export async function killRepeatedly(location: string, name: string): Promise<void> {
  const { store, study } = await studyIn(location, 400);
  const random = randomFor('kills', name);
  const acknowledged: number[] = [];
  for (let kill = 0; kill < kills; kill++) {
    acknowledged.push(...(await writtenUntilKilled(location, random.next() * 40)));
    await store.lease(study.id, { host: 'here', processId: kill, processStart: '' }, () => false);
    expect(await tornTrials(store, study)).toEqual([]);
  }
  const complete = (await store.trials(study.id)).filter(({ state }) => state === 'complete');
  expect(complete.map(({ trial }) => trial)).toEqual(expect.arrayContaining(acknowledged));
  expect(new Set(acknowledged).size).toBe(acknowledged.length);
  await store.close();
}

/** The trials that a writer acknowledged before it was killed, some milliseconds after the first of them. */
async function writtenUntilKilled(location: string, afterMs: number): Promise<number[]> {
  const child = spawn(process.execPath, [writer, location, '0', '1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
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
export async function tornTrials(store: Store, study: Study): Promise<number[]> {
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
