import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { chooseBackend, type Measured, medianOfSteps, timeOfBatch } from '../../src/search/choose-backend.ts';
import { prepareStudy } from '../../src/search/prepare-study.ts';
import { openStore } from '../../src/store/open-store.ts';
import { loadBackend, probeBackends } from '../../src/training/backend.ts';
import { mlp } from '../../src/training/models/mlp.ts';
import type { Tensor } from '../../src/training/tensorflow.ts';
import { temporaryDirectory, writeSpace } from '../e2e/hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

async function measured(changes: Partial<Measured> = {}): Promise<Measured> {
  const space = writeSpace(directory);
  const { study, dataset } = await prepareStudy({ space, backend: 'cpu' });
  return { spec: study.spec, dataset, family: mlp, configurations: [{ units: 128 }], ...changes };
}

const loading = (await probeBackends()).filter(({ reason }) => reason === undefined).map(({ name }) => name);

test('times every backend that loads, takes the fastest, and leaves the current one as it was', async () => {
  const { tf } = await loadBackend('cpu');
  const { backend, timings } = await chooseBackend(await measured());
  expect(Object.keys(timings).sort()).toEqual([...loading].sort());
  expect(timings[backend]).toBe(Math.min(...Object.values(timings)));
  expect(tf.getBackend()).toBe('cpu');
});

test.skipIf(!loading.includes('native'))(
  'times native TensorFlow by sessions, as trainings use it',
  async () => {
    const input = await measured();
    const rows: unknown[] = [];
    const family = {
      ...mlp,
      async build(given: Parameters<typeof mlp.build>[0]) {
        const model = await mlp.build(given);
        const { apply } = model;
        model.apply = (x, options) => {
          if (given.tf.getBackend() === 'tensorflow') rows.push((x as Tensor).shape[0]);
          return apply.call(model, x, options);
        };
        return model;
      },
    };
    const training = { ...input.spec.training, maxEpochs: 1000 };
    await chooseBackend({ ...input, family, spec: { ...input.spec, training } });
    // By its recording alone.
    expect(rows).toEqual([expect.any(Number)]);
    expect(rows).not.toEqual([2]);
  },
);

test('estimates from two rows the time of a backend that takes too long for them alone', () => {
  const counts: number[] = [];
  const slow = (count: number) => {
    counts.push(count);
    return 150 * count;
  };
  expect(timeOfBatch(slow, 128, 15)).toBe(19_200);
  expect(counts).toEqual([2, 2]);
  expect(timeOfBatch(slow, 128, Infinity)).toBe(19_200);
  expect(new Set(counts.slice(2))).toEqual(new Set([128]));
  expect(timeOfBatch((count) => count, 64, 2)).toBe(64);
});

test('leaves no tensor behind, and the source of random numbers as it was', async () => {
  const { tf } = await loadBackend('wasm');
  const { random } = Math;
  const input = await measured();
  const before = tf.memory().numTensors;
  await chooseBackend(input);
  expect(tf.memory().numTensors).toBe(before);
  expect(Math.random).toBe(random);
});

test('passes over configurations that cannot be built', async () => {
  const family = {
    ...mlp,
    build(input: Parameters<typeof mlp.build>[0]) {
      if (input.config.units === 1) throw new Error('not this one');
      return mlp.build(input);
    },
  };
  const { timings } = await chooseBackend(
    await measured({ family, configurations: [{ units: 1 }, { units: 2 }] }),
  );
  expect(Object.keys(timings).sort()).toEqual([...loading].sort());
});

test('takes one that loads when no configuration can be built', async () => {
  const family = {
    ...mlp,
    build: () => {
      throw new Error('none');
    },
  };
  const { backend, timings } = await chooseBackend(await measured({ family }));
  expect(loading).toContain(backend);
  expect(timings).toEqual({});
});

test('a study keeps the backend that was chosen for it, whichever would be faster now', async () => {
  const space = writeSpace(directory, { training: { maxEpochs: 1 } });
  const db = join(directory, 'kept.db');
  const prepared = await prepareStudy({ space, db });
  expect(Object.keys(prepared.study.backendTimings)).toContain(prepared.study.backend);
  const store = await openStore(db, 'create');
  await store.createStudy({ ...prepared.study, backend: 'cpu', backendTimings: { cpu: 0.5 } });
  await store.close();
  const { study } = await prepareStudy({ space, db });
  expect(study).toMatchObject({ backend: 'cpu', backendTimings: { cpu: 0.5 } });
});

test('a first step of a second does not judge, and three steps are timed', () => {
  const stepsOf = (...times: number[]) => {
    let made = 0;
    const median = medianOfSteps(() => times[Math.min(made++, times.length - 1)] as number, 100);
    return { median, made };
  };
  expect(stepsOf(1500, 300, 2)).toEqual({ median: 2, made: 2 + 50 });
  expect(stepsOf(1500, 300, 400)).toEqual({ median: 400, made: 2 + 3 });
  expect(stepsOf(1500, 300, 2, 900, 2)).toEqual({ median: 2, made: 2 + 50 });
  // With steps of a minute, one is timed.
  expect(stepsOf(60_000)).toEqual({ median: 60_000, made: 2 });
});
