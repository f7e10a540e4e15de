import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { isRunnerAlive } from '../../src/runs/runner.ts';
import { openStore } from '../../src/store/open-store.ts';
import { ended, launch, recorded, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);
const isolated = ['--isolation', 'process'];

/** The bytes of every trial's weights. */
async function keptWeights(database: string): Promise<unknown[]> {
  const store = await openStore(database, 'existing');
  try {
    const study = await store.findStudy(undefined);
    const trials = await store.trials(study?.id as number);
    return await Promise.all(trials.map(({ trial }) => store.weights(study?.id as number, trial)));
  } finally {
    await store.close();
  }
}

test('trials in processes are those in threads, bit for bit, weights included, or in now one and now the other', async () => {
  writeSpace(directory, { search: { trials: 4 } });
  const start = (db: string, ...flags: string[]) =>
    run(['start', 'space.json', '--db', db, '--quiet', ...flags], directory);
  for (const [db, ...flags] of [
    ['threads.db', '--workers', '1'],
    ['processes.db', ...isolated, '--workers', '2'],
    ['mixed.db', '--workers', '1', '--trials', '2'],
    ['mixed.db', '--workers', '1', ...isolated],
  ] as const) {
    expect((await start(db, ...flags)).code).toBe(0);
  }
  const [threads, ...others] = await Promise.all(
    ['threads.db', 'processes.db', 'mixed.db'].map(async (db) => ({
      trials: await recorded(join(directory, db)),
      weights: await keptWeights(join(directory, db)),
    })),
  );
  expect(threads?.trials.map(({ state }) => state)).toEqual(Array(4).fill('complete'));
  expect(threads?.weights.every((each) => each instanceof Uint8Array)).toBe(true);
  for (const each of others) expect(each).toEqual(threads);
});

const workers = join(directory, 'workers');

/** A model that leaves its process's id behind and does to it what `mode` says. */
const module = `
  import { existsSync, writeFileSync } from 'node:fs';
  export const parameters = ['mode'];
  let builds = 0;
  export function build({ tf, config, data }) {
    builds += 1;
    if (config.mode === 'greedy' && builds > 1) throw new Error('out of memory');
    writeFileSync(${JSON.stringify(workers)} + '/' + process.pid, '');
    if (config.mode === 'segfault') process.kill(process.pid, 'SIGSEGV');
    const sleep = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
    while (config.mode === 'wait' && existsSync(${JSON.stringify(workers)} + '/wait')) sleep(10);
    if (config.mode === 'hang') sleep();
    for (const hoard = []; config.mode === 'hog' && hoard.length < 4000; ) hoard.push(Buffer.alloc(2 ** 20, 1));
    console.log('printed by a module');
    return tf.sequential({ layers: [tf.layers.dense({ inputShape: data.inputShape, units: data.outputs })] });
  }`;

function writeModuleSpace(modes: readonly string[], changes: Record<string, unknown>): void {
  writeFileSync(join(directory, 'model.mjs'), module);
  writeSpace(directory, {
    model: { module: './model.mjs' },
    space: { mode: { type: 'choice', values: modes } },
    ...changes,
  });
}

beforeEach(() => {
  rmSync(workers, { recursive: true, force: true });
  mkdirSync(workers);
});

test('a segmentation fault, an endless wait and a hog cost a trial each, and nobody else anything', async () => {
  writeModuleSpace(['fine', 'segfault', 'hang', 'hog'], {
    name: 'broken',
    // Long enough for the hog to meet its end first on a busy machine.
    training: { maxEpochs: 2, timeoutSeconds: 5, backend: 'wasm' },
    search: { trials: 6, seed: 176, repeats: true },
  });
  const flags = [...isolated, '--max-memory', '450m', '--workers', '2', '--quiet', '--json'];
  const { code, stdout } = await run(['start', 'space.json', ...flags], directory);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ study: 'broken' });
  const trials = await recorded(join(directory, 'hpsearch.db'), 'broken');
  expect(trials.map(({ failure }) => failure)).toEqual(
    trials.map(({ config }) => failures[config.mode as keyof typeof failures]),
  );
  // Each is followed by one that is fine.
  expect(trials.map(({ config }) => config.mode)).toEqual([
    'segfault',
    'fine',
    'hog',
    'hang',
    'fine',
    'fine',
  ]);
});

const failures = {
  fine: null,
  segfault: { kind: 'crash', message: expect.stringContaining('SIGSEGV') },
  hang: { kind: 'timeout', message: expect.stringContaining('5 s') },
  hog: {
    kind: 'memory',
    message: expect.stringMatching(/^held .+B, more than the 450 MB that its process may have/),
  },
};

test.each(['thread', 'process'])(
  'what earlier trials left in a %s costs no trial its memory',
  async (isolation) => {
    writeModuleSpace(['greedy'], { name: `greedy-${isolation}`, search: { trials: 2 } });
    const flags = ['--isolation', isolation, '--workers', '1', '--quiet'];
    expect((await run(['start', 'space.json', ...flags], directory)).code).toBe(0);
    const trials = await recorded(join(directory, 'hpsearch.db'), `greedy-${isolation}`);
    expect(trials.map(({ failure }) => failure)).toEqual([null, null]);
  },
);

describe('the processes of a search', () => {
  const processes = () => readdirSync(workers).map(Number).filter(Number.isInteger);
  const isAlive = (processId: number) => isRunnerAlive({ host: hostname(), processId, processStart: '' });

  async function until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await sleep(20);
  }

  test('end when a kill -9 ends it, and a resumed search is as one that was never disturbed, and leaves none', async () => {
    writeModuleSpace(['wait', 'fine'], { name: 'killed', search: { trials: 4, repeats: true } });
    const start = ['start', 'space.json', ...isolated, '--workers', '2', '--quiet'];
    writeFileSync(join(workers, 'wait'), '');
    const child = launch(start, directory);
    const end = ended(child);
    await until(() => processes().length === 2);
    expect(processes().map(isAlive)).toEqual([true, true]);
    child.kill('SIGKILL');
    await end;
    await until(() => !processes().some(isAlive));
    rmSync(join(workers, 'wait'));
    const killedProcesses = processes();
    expect((await run(start, directory)).code).toBe(0);
    expect(processes().length).toBeGreaterThan(killedProcesses.length);
    expect(processes().filter(isAlive)).toEqual([]);
    const undisturbed = ['start', 'space.json', '--workers', '1', '--quiet', '--db', 'undisturbed.db'];
    expect((await run(undisturbed, directory)).code).toBe(0);
    const killed = await recorded(join(directory, 'hpsearch.db'), 'killed');
    expect(killed.map(({ state }) => state)).toEqual(Array(4).fill('complete'));
    expect(killed).toEqual(await recorded(join(directory, 'undisturbed.db'), 'killed'));
  });

  test('say nothing when a kill -9 leaves their reports unheard', async () => {
    const training = { maxEpochs: 1_000_000, patience: 1_000_000, backend: 'wasm' };
    writeModuleSpace(['fine'], { name: 'busy', training });
    const child = launch(['start', 'space.json', ...isolated, '--workers', '2', '--quiet'], directory);
    const end = ended(child);
    await until(() => processes().length === 2);
    // Time for some epochs; the ends of the standard error are the processes' own.
    await sleep(300);
    child.kill('SIGKILL');
    expect((await end).stderr.replaceAll('printed by a module\n', '')).toBe('');
  });

  test('finish their trials when a Ctrl-C reaches them as well', async () => {
    writeModuleSpace(['fine'], { name: 'interrupted', search: { trials: 200 } });
    const child = launch(['start', 'space.json', ...isolated, '--workers', '2'], directory);
    const end = ended(child);
    await until(() => processes().length === 2);
    for (const processId of [...processes(), child.pid as number]) process.kill(processId, 'SIGINT');
    const { code, stderr } = await end;
    expect(code).toBe(130);
    expect(stderr.trimEnd().split('\n').at(-1)).toContain('--isolation process');
    const states = (await recorded(join(directory, 'hpsearch.db'), 'interrupted')).map(({ state }) => state);
    expect([...new Set(states)].sort()).toEqual(['complete', 'waiting']);
  });
});

test.each([
  ['a cap without processes', ['--max-memory', '2g'], '--isolation process'],
  ['an amount that is none', [...isolated, '--max-memory', '2000'], '--max-memory'],
  ['an unknown isolation', ['--isolation', 'thred'], 'thread'],
])('%s is one message with exit code 2, and leaves nothing behind', async (_, flags, word) => {
  writeSpace(directory);
  const { code, stdout, stderr } = await run(['start', 'space.json', ...flags, '--db', 'none.db'], directory);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(word);
  expect(existsSync(join(directory, 'none.db'))).toBe(false);
});
