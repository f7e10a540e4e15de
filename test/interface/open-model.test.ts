import { join } from 'node:path';
import { encode } from 'fast-png';
import { ensemble, evaluate, FaultsError, logInt, openModel, predict, search, UsageError } from 'hpsearch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root, temporaryDirectory } from '../e2e/hpsearch.ts';
import { run } from '../e2e/served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const db = join(directory, 'hpsearch.db');
const data = { source: 'csv', path: join(root, 'datasets/iris.csv'), target: 'species' } as const;
const flower = { sepalLength: 5.1, sepalWidth: 3.5, petalLength: 1.4, petalWidth: 0.2 };

beforeAll(async () => {
  const training = { maxEpochs: 2, backend: 'wasm' } as const;
  const common = { db, training, trials: 2, workers: 1 };
  const space = { learningRate: 0.1, units: logInt(4, 16) };
  await search({ ...common, name: 'digits', data: 'digits', space });
  await search({ ...common, name: 'iris', data, space });
  await ensemble({ db, method: 'average', k: 2 });
  expect((await run(['export', '--to', 'exported', '--db', db], directory)).code).toBe(0);
});

test.each([undefined, 1, 'average-k2'])(
  'model %s predicts what predict does, for many callers',
  async (model) => {
    const opened = await openModel({ db, model });
    try {
      const rows = [flower, { ...flower, petalWidth: 2 }, { ...flower, petalWidth: null }];
      const expected = await predict({ db, model, input: rows });
      const answers = await Promise.all(Array.from({ length: 20 }, () => opened.predict(rows)));
      for (const answer of answers) expect(answer).toEqual(expected);
      expect(opened.task).toEqual({ kind: 'classification', classes: ['setosa', 'versicolor', 'virginica'] });
    } finally {
      await opened.close();
    }
  },
);

test('an exported folder opens without its study', async () => {
  const opened = await openModel({ model: join(directory, 'exported') });
  const [own] = await predict({ db, input: [flower] });
  const [prediction] = await opened.predict([flower]);
  expect(prediction?.prediction).toBe(own?.prediction);
  await opened.close();
});

test('images are bytes, and tensors have the shape of the net', async () => {
  const opened = await openModel({ db, study: 'digits' });
  const [height = 0, width = 0] = opened.inputShape;
  const image = Uint8Array.from({ length: height * width }, (_, pixel) => (pixel * 7) % 256);
  const png = encode({ width, height, data: image, channels: 1 });
  const [fromBytes] = await opened.predict([png]);
  const values = Float32Array.from(image, (pixel) => ((pixel / 255) * 16) / 16);
  const tensor = { shape: [1, ...opened.inputShape], dataSync: () => values };
  const [fromTensor] = await opened.predict(tensor);
  expect(Object.keys(fromBytes?.probabilities ?? {})).toHaveLength(10);
  expect(fromTensor).toEqual(fromBytes);

  await expect(opened.predict({ ...tensor, shape: [1, 3] })).rejects.toThrow(
    `input: must be a tensor of shape [rows, ${opened.inputShape.join(', ')}], got [1, 3]`,
  );
  await expect(opened.predict([Buffer.from('no image')])).rejects.toThrow(/^input image 1: must be a PNG/);
  await expect(opened.predict([{ pixel: 1 }])).rejects.toThrow(/^input: must be images as bytes/);
  await expect(opened.predict([])).rejects.toThrow(FaultsError);
  // biome-ignore lint/suspicious/noSparseArray: a hole is a mistake of the caller.
  await expect(opened.predict([{ pixel: 1 }, , { pixel: 1 }] as never)).rejects.toThrow(
    /^input: must be a list/,
  );
  await expect(opened.predict('digits.csv' as never)).rejects.toThrow(/^input: must be a list of rows/);
  await opened.close();
});

test('a closed model is a mistake of the caller, and what runs is answered first', async () => {
  const opened = await openModel({ db });
  const running = opened.predict([flower]);
  const closed = opened.close();
  await expect(opened.predict([flower])).rejects.toThrow(/^trial \d is closed$/);
  expect(await running).toHaveLength(1);
  await closed;
  await opened.close();
  await expect(openModel({ db, model: 'nobody' })).rejects.toThrow(UsageError);
  await expect(openModel({ db, modle: 1 } as never)).rejects.toThrow(
    "modle: is not a known option (did you mean 'model'?)",
  );
  expect((await evaluate({ db, split: 'validation' })).study).toBe('iris');
});
