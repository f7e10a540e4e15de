import { readFileSync, writeFileSync } from 'node:fs';
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
import type { ParkedTrial } from '../../src/study/trial.ts';
import { temporaryDirectory, writeSpace } from './hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);
const built = (name: string) => fileURLToPath(new URL(`../../dist/workers/${name}.js`, import.meta.url));

const data = (split: object) => ({ data: { source: 'iris', split } });
const config = { learningRate: 0.02, units: 7, batchSize: 32 };
const training = { maxEpochs: 4, averageEpochs: 2, backend: 'wasm' };

/** A model whose builds are counted in a file. */
const model = `
import { appendFileSync } from 'node:fs';
export const parameters = { units: { type: 'integer', min: 1, default: 7 } };
export function build({ tf, config, data }) {
  appendFileSync(new URL('./builds', import.meta.url), '.');
  return tf.sequential({ layers: [
    tf.layers.dense({ inputShape: data.inputShape, units: config.units, activation: 'relu' }),
    tf.layers.dropout({ rate: 0.2 }),
    tf.layers.dense({ units: data.outputs }),
  ] });
}`;
writeFileSync(join(directory, 'model.mjs'), model);
const builds = () => readFileSync(join(directory, 'builds')).length;

/** A study of two trials that run on one pool, or each task on a new one. */
async function givenStudy(
  name: string,
  split: object,
  workers: 'a new thread' | 'a new process' | 'one thread',
) {
  const database = join(directory, `${name}.db`);
  const space = { ...data(split), training, name, model: { module: './model.mjs' }, space: { units: 7 } };
  const prepared = await prepareStudy({ space: writeSpace(directory, space) });
  const store = await openStore(database, 'create');
  const study = await store.createStudy(prepared.study);
  const { spec, backend } = study;
  const workerData = { database, keep: 9, spec, directory, backend, dataset: prepared.dataset };
  await store.addTrials(
    study.id,
    [0, 1].map((trial) => ({ trial, config })),
  );
  const options = { filename: built('train'), size: 1, workerData };
  const open = () =>
    workers === 'a new process'
      ? createProcessPool({ ...options, entry: built('slot') })
      : createThreadPool(options);
  let pool = open();
  const train = async (claim: Claim | undefined, task: Partial<TrialTask> = {}) => {
    if (claim === undefined) throw new Error('the trial is not to be had');
    if (workers !== 'one thread') {
      await pool.close();
      pool = open();
    }
    const room = { study, store, pool, keep: 9 };
    const given = { config, stop: createStopFlag(), ...task };
    let returned: ParkedTrial | undefined;
    const onParked = (parked: ParkedTrial) => {
      returned = parked;
    };
    const trial = await runClaimed(room, claim, given, { timeoutSeconds: 60, onReport: () => {}, onParked });
    return { trial, returned };
  };
  const close = async () => {
    await pool.close();
    await store.close();
  };
  return { store, id: study.id, train, close };
}

const [rung0, rung1] = [
  { rung: 0, epochs: 1 },
  { rung: 1, epochs: 3 },
];

/** HPSEARCH_LONG=1: also combinations whose parts the others have. */
const isLong = process.env.HPSEARCH_LONG === '1';

const combinations = [
  ['a new process', { folds: 2 }, { built: undefined, isReturned: true }],
  // It goes on in place where the trial is promoted next, and is built again where another trial runs between. The end of
  // each trial builds one more, for its training rows.
  ['one thread', { validation: 0.2 }, { built: 5, isReturned: false }],
  ['a new thread', { validation: 0.2 }, { built: 6, isReturned: true }],
  ['a new process', { validation: 0.2 }, { built: 6, isReturned: true }],
  ['a new thread', { folds: 2 }, { built: undefined, isReturned: false }],
  ['one thread', { folds: 2 }, { built: undefined, isReturned: true }],
] as const;

test.each(combinations.slice(0, isLong ? undefined : 2))(
  'a trial that stops at rungs and resumes in %s has the same bits, with %j',
  async (workers, split, { built, isReturned }) => {
    const name = `${workers}-${Object.keys(split)}`;
    const { store, id, train, close } = await givenStudy(name, split, workers);
    const { trial: first, returned } = await train(await store.claim(id, 0), {
      rung: rung0,
      mayReturnState: isReturned,
    });
    const buildsBefore = builds();
    expect(first).toMatchObject({ state: 'pruned', epochs: 1 });
    const stored = await store.parked(id, 0);
    expect([returned, stored].map((each) => each !== undefined)).toEqual([isReturned, !isReturned]);
    const atFirst = returned ?? stored;
    const { trial: second } = await train(await store.promote(id, 0), {
      rung: rung1,
      ...(returned && { parked: returned }),
    });
    expect(second).toMatchObject({ state: 'pruned', epochs: 3 });
    expect(await store.rungs(id)).toEqual([
      { trial: 0, ...rung0, value: first?.value },
      { trial: 0, ...rung1, value: second?.value },
    ]);
    await train(await store.claim(id, 1), { streams: { trial: 0 } });
    const { trial: last } = await train(await store.promote(id, 0), { rung: { rung: 2, epochs: 4 } });
    if (built !== undefined) expect(builds() - buildsBefore).toBe(built - 1);
    const [whole, inParts] = [await store.trial(id, 1), last];
    expect(whole?.state).toBe('complete');
    expect({ ...inParts, trial: 1, seconds: 0 }).toEqual({ ...whole, seconds: 0 });
    expect(last?.seconds).toBeGreaterThan(second?.seconds as number);
    expect(second?.seconds).toBeGreaterThan(atFirst?.seconds as number);
    for (const read of [store.history, store.weights, store.optimizerState, store.contributions] as const) {
      expect(await read(id, 0)).toEqual(await read(id, 1));
    }
    expect([(await store.rungs(id)).length, await store.parked(id, 0)]).toEqual([3, undefined]);
    await close();
  },
);
