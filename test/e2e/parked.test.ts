import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { createStopFlag, type TrialTask } from '../../src/pool/messages.ts';
import { createProcessPool } from '../../src/pool/process-pool.ts';
import { createThreadPool } from '../../src/pool/thread-pool.ts';
import { runClaimed } from '../../src/runs/run-claimed.ts';
import { prepareStudy } from '../../src/search/prepare-study.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Claim } from '../../src/store/store.ts';
import { temporaryDirectory, writeSpace } from './hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);
const built = (name: string) => fileURLToPath(new URL(`../../dist/workers/${name}.js`, import.meta.url));

const data = (split: object) => ({ data: { source: 'iris', split } });
const config = { learningRate: 0.02, units: 7, dropout: 0.2, batchSize: 32 };
const training = { maxEpochs: 4, averageEpochs: 2, backend: 'wasm' };

/** A study of two trials that run on the pools of `open`, a new one for each call of `train`. */
async function givenStudy(name: string, split: object, isolation: 'thread' | 'process') {
  const database = join(directory, `${name}.db`);
  const prepared = await prepareStudy({ space: writeSpace(directory, { ...data(split), training, name }) });
  const store = await openStore(database, 'create');
  const study = await store.createStudy(prepared.study);
  const { spec, backend } = study;
  const workerData = { database, keep: 9, spec, directory, backend, dataset: prepared.dataset };
  await store.addTrials(
    study.id,
    [0, 1].map((trial) => ({ trial, config })),
  );
  const options = { filename: built('train'), size: 1, workerData };
  const train = async (claim: Claim | undefined, task: Partial<TrialTask> = {}) => {
    if (claim === undefined) throw new Error('the trial is not to be had');
    const pool =
      isolation === 'thread'
        ? createThreadPool(options)
        : createProcessPool({ ...options, entry: built('slot') });
    const room = { study, store, pool, keep: 9 };
    const onReport = () => {};
    try {
      return await runClaimed(
        room,
        claim,
        { config, stop: createStopFlag(), ...task },
        { timeoutSeconds: 60, onReport },
      );
    } finally {
      await pool.close();
    }
  };
  return { store, id: study.id, database, train };
}

const [rung0, rung1] = [
  { rung: 0, epochs: 1 },
  { rung: 1, epochs: 3 },
];

test.each([
  ['thread', { validation: 0.2 }],
  ['process', { validation: 0.2 }],
  ['thread', { folds: 2 }],
] as const)(
  'a trial that other workers resume, each a new %s, has the same bits with %j',
  async (isolation, split) => {
    const name = `${isolation}-${Object.keys(split)}`;
    const given = await givenStudy(name, split, isolation);
    const { store, id, train } = given;
    await train(await store.claim(id, 1), { streams: { trial: 0 } });
    const first = await train(await store.claim(id, 0), { rung: rung0 });
    expect(first).toMatchObject({ state: 'pruned', epochs: 1 });
    const atFirst = await store.parked(id, 0);
    const second = await train(await store.promote(id, 0), { rung: rung1 });
    expect(second).toMatchObject({ state: 'pruned', epochs: 3 });
    expect(await store.rungs(id)).toEqual([
      { trial: 0, ...rung0, value: first?.value },
      { trial: 0, ...rung1, value: second?.value },
    ]);
    const last = await train(await store.promote(id, 0), { rung: { rung: 2, epochs: 4 } });
    const [whole, inParts] = [await store.trial(id, 1), last];
    expect(whole?.state).toBe('complete');
    expect({ ...inParts, trial: 1, seconds: 0 }).toEqual({ ...whole, seconds: 0 });
    expect(last?.seconds).toBeGreaterThan(second?.seconds as number);
    expect(second?.seconds).toBeGreaterThan(atFirst?.seconds as number);
    for (const read of [store.history, store.weights, store.optimizerState, store.contributions] as const) {
      expect(await read(id, 0)).toEqual(await read(id, 1));
    }
    expect([(await store.rungs(id)).length, await store.parked(id, 0)]).toEqual([3, undefined]);
    await store.close();
  },
);
