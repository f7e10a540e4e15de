import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FaultsError, openModel, predict, search } from 'hpsearch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bytes, floats, ints } from '../data/arrays/array-files.ts';
import { root, temporaryDirectory } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);
const path = (file: string) => join(directory, file);
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);
const y = upTo(120).map((row) => row % 3);
const values = y.flatMap((label, row) =>
  upTo(4).map((at) => Math.sin(7 * row + at) + (at === label ? 2 : 0)),
);

beforeAll(() => {
  writeFileSync(path('x.npy'), floats([120, 4], values));
  writeFileSync(path('y.npy'), ints([120], y));
  writeFileSync(path('new.npy'), floats([3, 4], values.slice(0, 12)));
  writeFileSync(
    path('pixels.npy'),
    bytes(
      [3, 4],
      values.slice(0, 12).map((value) => Math.abs(value)),
    ),
  );
  const space = {
    data: {
      source: 'npz',
      path: ['x.npy', 'y.npy'],
      classes: ['red', 'green', 'blue'],
      split: { validation: 0.2 },
    },
    model: { type: 'mlp' },
    space: { learningRate: { type: 'logUniform', min: 0.003, max: 0.03 } },
    training: { maxEpochs: 8, backend: 'cpu' },
    search: { trials: 2 },
  };
  writeFileSync(path('arrays.json'), JSON.stringify({ name: 'arrays', ...space }));
});

test('arrays are searched, predicted, measured and exported with the names of their classes', async () => {
  expect(await run(['start', 'arrays.json'], directory)).toMatchObject({ code: 0 });
  const rows = await run(['predict', 'new.npy', '--format', 'jsonl'], directory);
  const found = rows.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { prediction: string });
  expect(found.map(({ prediction }) => ['red', 'green', 'blue'].includes(prediction))).toEqual([
    true,
    true,
    true,
  ]);
  const served = await openModel({ db: path('hpsearch.db') });
  const given = await served.predict({ arrays: { x: { values: values.slice(0, 12), shape: [3, 4] } } });
  expect(given.map(({ prediction }) => prediction)).toEqual(found.map(({ prediction }) => prediction));
  await served.close();
  expect(await run(['evaluate'], directory)).toMatchObject({ code: 0 });
  mkdirSync(path('later'));
  for (const file of ['x.npy', 'y.npy']) copyFileSync(path(file), path(`later/${file}`));
  for (const data of ['later', 'later/?.npy']) {
    const { stdout } = await run(['evaluate', '--data', data, '--json'], directory);
    expect(JSON.parse(stdout)).toMatchObject({ data, rows: 120 });
  }
  expect(await run(['export', '--to', 'model'], directory)).toMatchObject({ code: 0 });
  const document = JSON.parse(readFileSync(path('model/preprocess.json'), 'utf8'));
  expect(document.preprocessing).toMatchObject({ kind: 'arrays', parts: [{ name: 'x', shape: [4] }] });
  const { encodeArrays } = await import(path('model/encode.mjs'));
  const [first] = upTo(1);
  const encoded = encodeArrays(document.preprocessing.parts, values.slice(0, 4));
  const { shift, scale } = document.preprocessing.parts[0].scales[first as number];
  expect(encoded[0]).toBeCloseTo(((values[0] as number) - shift) / scale, 6);
  const wrong = await run(['predict', 'arrays.json'], directory);
  expect([wrong.code, wrong.stderr]).toEqual([
    2,
    expect.stringContaining('must be a file of arrays: NPZ, NPY or IDX'),
  ]);
});

test('targets in several arrays, and in several numbers a row, are predicted, measured and exported', async () => {
  const archive = join(root, 'test/fixtures/arrays/several.npz');
  const space = {
    name: 'several',
    data: {
      source: 'npz',
      path: archive,
      target: ['box', 'kind', 'flags'],
      targetNames: { box: ['a', 'b', 'c'] },
    },
    model: { type: 'mlp' },
    space: { learningRate: 0.01 },
    training: { maxEpochs: 8, backend: 'cpu' },
    search: { trials: 1 },
    objective: { metric: 'valMae.b' },
  };
  writeFileSync(path('several.json'), JSON.stringify(space));
  const db = ['--db', path('several.db')];
  const started = await run(['start', 'several.json', ...db], directory);
  expect(started.code).toBe(0);
  expect(started.stderr + started.stdout).toContain('flags is taken for 2 labels');
  const [best] = await json<{ metrics: object }[]>(['top', ...db], directory);
  const names = ['valMae.a', 'valAccuracy.kind', 'valAccuracy.flags[1]'];
  expect(Object.keys(best?.metrics ?? {})).toEqual(expect.arrayContaining(names));
  const own = await run(['predict', archive, ...db], directory);
  const [header = '', first = ''] = own.stdout.trim().split('\n');
  const columns = ['a', 'b', 'c', 'kind', 'flags[0]', 'flags[1]'].map((name) => `prediction_${name}`);
  expect(header.split(',')).toEqual(columns);
  const { metrics } = await json<{ metrics: Record<string, { value: number }> }>(
    ['evaluate', '--data', archive, ...db],
    directory,
  );
  expect(metrics['r2.b']?.value).toBeGreaterThan(0.1);
  expect(await run(['export', '--to', 'boxes', ...db], directory)).toMatchObject({ code: 0 });
  const exported = await run(['predict', archive, '--model', 'boxes'], directory);
  const cells = (exported.stdout.trim().split('\n')[1] ?? '').split(',');
  first.split(',').forEach((cell, at) => {
    const number = Number(cell);
    if (Number.isNaN(number)) expect(cells[at]).toBe(cell);
    else expect(Number(cells[at])).toBeCloseTo(number, 4);
  });
});

test('init, data and check take the file of an archive', async () => {
  const archive = join(root, 'test/fixtures/arrays/deflated.npz');
  expect(await run(['init', archive], directory)).toMatchObject({ code: 0 });
  const written = readFileSync(path('space.yaml'), 'utf8');
  expect(written).toContain('source: npz');
  expect(written).toContain('type: cnn');
  const report = await json<{ images?: object; rows: number }>(['data', archive], directory);
  expect(report).toMatchObject({ rows: 50, images: expect.anything() });
});

test('the same trials from a module at one worker and at two', async () => {
  const content = JSON.parse(readFileSync(join(root, 'search-spaces/waves.json'), 'utf8'));
  const data = { ...content.data, path: join(root, 'search-spaces/waves-data.mjs') };
  const split = { validation: 0.2 };
  const training = { maxEpochs: 1, backend: 'wasm' };
  const model = { type: 'mlp' };
  const space = { learningRate: { type: 'logUniform', min: 1e-3, max: 1e-2 } };
  writeFileSync(
    path('waves.json'),
    JSON.stringify({ ...content, model, space, training, data: { ...data, split } }),
  );
  const losses = async (workers: string) => {
    const db = `waves-${workers}.db`;
    const flags = ['--trials', '2', '--workers', workers, '--db', db];
    expect(await run(['start', 'waves.json', ...flags], directory)).toMatchObject({ code: 0 });
    const trials = await json<{ trial: number; value: number }[]>(['top', '--db', db], directory);
    return trials.map(({ trial, value }) => ({ trial, value }));
  };
  const found = await losses('2');
  expect(found.length).toBe(2);
  expect(found).toEqual(await losses('1'));
});

test('a program gives arrays and tensors, and other processes are told that they were not stored', async () => {
  const db = path('given.db');
  const tensor = { shape: [120, 4], dataSync: () => Float32Array.from(values) };
  const options = {
    ...{ name: 'given', db, workers: 1, trials: 1 },
    data: { arrays: { x: tensor, y: Int32Array.from(y) } },
    space: { learningRate: 0.01 },
    training: { maxEpochs: 3, backend: 'cpu' as const },
  };
  const { best } = await search(options);
  const again = await search(options);
  expect(again.best.value).toBe(best.value);
  const predictions = await predict({ db, input: { arrays: { x: tensor } } });
  expect(predictions.length).toBe(120);
  const other = await run(['evaluate', '--db', db], directory);
  expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('must be given again')]);
  const changed = { ...options, data: { arrays: { x: tensor, y: Int32Array.from(y).reverse() } } };
  await expect(search(changed)).rejects.toThrow(/data/);
  const broken = { ...options, data: { arrays: { x: 7 as never, y: Int32Array.from(y) } } };
  await expect(search(broken)).rejects.toThrow(FaultsError);
});

test.each([
  ['mlp', [240, 8]],
  ['text', [240, 8]],
  ['rnn', [240, 8]],
  ['rnn', [240, 4, 2]],
])(
  'token ids that no built-in family takes are refused before there is a study: %s, %j',
  async (type, shape) => {
    const isAlone = shape.length > 2;
    writeFileSync(path('a.npy'), floats([240, 2], upTo(480).map(Math.sin)));
    const ids = upTo(1920).map((at) => (at * 7) % 11);
    writeFileSync(path('ids.npy'), ints(shape, ids));
    writeFileSync(
      path('labels.npy'),
      ints(
        [240],
        upTo(240).map((row) => row % 2),
      ),
    );
    const files = ['ids.npy', 'labels.npy', ...(isAlone ? [] : ['a.npy'])];
    const mixed = {
      ...{ name: 'mixed', model: { type }, space: { learningRate: 0.01 }, search: { trials: 1 } },
      ...{ data: { source: 'npz', path: files, target: 'labels', as: { ids: 'tokens' } } },
      training: { maxEpochs: 1, backend: 'cpu' },
    };
    writeFileSync(path('mixed.json'), JSON.stringify(mixed));
    const { code, stderr } = await run(['start', 'mixed.json', '--db', 'mixed.db'], directory);
    expect(code).toBe(2);
    expect(existsSync(path('mixed.db'))).toBe(false);
    if (isAlone) {
      expect(stderr).toContain('no built-in family takes token ids of several axes, as in ids [4,2]');
      return;
    }
    expect(stderr).toContain('model.type: must be a module of your own: no built-in family takes token ids');
    expect(stderr).toMatch(
      /beside other arrays, and the inputs are (a \[2\], )?ids \[8\] \(token ids\)(, a \[2\])?/,
    );
    expect(stderr).toContain('data.inputs names the arrays to use, as in ["ids"]');
    if (type !== 'text') return;
    const alone = { ...mixed, name: `${type}-alone`, data: { ...mixed.data, inputs: ['ids'] } };
    writeFileSync(path('alone.json'), JSON.stringify(alone));
    expect(await run(['start', 'alone.json', '--no-check'], directory)).toMatchObject({ code: 0 });
  },
);

test('sequences of several lengths are learned, predicted alone as among others, and exported', async () => {
  const lists = upTo(40).map((row) =>
    upTo(2 + (row % 5)).map((step) => [Math.sin(step + 2 * (row % 2)), row % 3]),
  );
  const module = `export const data = () => (${JSON.stringify({ x: lists, y: upTo(40).map((row) => row % 2) })});`;
  writeFileSync(path('lists.mjs'), module);
  const space = {
    name: 'lists',
    data: { source: 'module', path: './lists.mjs', split: { validation: 0.2 } },
    model: { type: 'rnn' },
    space: { learningRate: 0.01, units: 4 },
    training: { maxEpochs: 1, backend: 'wasm' },
    search: { trials: 1 },
  };
  writeFileSync(path('lists.json'), JSON.stringify(space));
  const db = ['--db', path('lists.db')];
  const started = await run(['start', 'lists.json', '--no-check', ...db], directory);
  expect([started.code, started.stderr]).toEqual([0, expect.stringContaining('sequences of 2 to 6 steps')]);
  const served = await openModel({ db: path('lists.db') });
  const among = await served.predict({ arrays: { x: lists.slice(0, 5) } });
  const alone = await served.predict({ arrays: { x: [lists[0]] } });
  expect(alone[0]?.probabilities?.['0']).toBeCloseTo(among[0]?.probabilities?.['0'] as number, 6);
  const long = { arrays: { x: [upTo(7).map((step) => [step, 1])] } };
  await expect(served.predict(long)).rejects.toThrow('must have at most 6 steps');
  await served.close();
  // The exported model is compared with the study's own on padded rows.
  expect(await run(['export', '--to', 'lists', ...db], directory)).toMatchObject({ code: 0 });
});
