import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { search } from 'hpsearch';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { loadTensorflow } from '../../src/training/tensorflow.ts';
import { bytes as byteArray } from '../data/arrays/array-files.ts';
import { ended, launch, recorded, root, run as runAlone, temporaryDirectory } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);
vi.stubEnv('HPSEARCH_HOME', join(directory, 'home'));
afterAll(() => vi.unstubAllEnvs());
const spaces = join(root, 'search-spaces');
const space = readFileSync(join(spaces, 'digits-features.yaml'), 'utf8')
  .replace('trials: 18', 'trials: 6')
  .replace('maxEpochs: 40', 'maxEpochs: 8, backend: wasm');

beforeAll(async () => {
  for (const name of ['few-digits.npz', 'mnist-8x8', 'mnist-8x8-graph']) {
    cpSync(join(spaces, name), join(directory, name), { recursive: true });
  }
  writeFileSync(join(directory, 'space.yaml'), space);
  expect(await runAlone(['start', 'space.yaml', '--quiet'], directory)).toMatchObject({ code: 0 });
});

/** The probabilities of the images in x.npy, [rows][classes]. */
async function predicted(model: readonly string[]): Promise<number[][]> {
  const { stdout, stderr } = await run(['predict', 'x.npy', '--probabilities', ...model], directory);
  const [header, ...lines] = stdout.trim().split('\n');
  expect(header, stderr).toContain('prediction,');
  return lines.map((line) => line.split(',').slice(1).map(Number));
}

/** A search of four trials; the number of rows that enter the first layer of the fixed model meanwhile. */
async function rowsThroughModel(db: string): Promise<number> {
  // The heads have no convolution, and are trained in other threads.
  const kernels = vi.spyOn(loadTensorflow().engine(), 'runKernel');
  await search({ db: join(directory, db), space: join(directory, 'space.yaml'), trials: 4, workers: 1 });
  const entering = kernels.mock.calls.flatMap(([kernel, { x }]) =>
    kernel === 'FusedConv2D' && x ? [x] : [],
  );
  kernels.mockRestore();
  return entering
    .filter(({ shape }) => String(shape.slice(1)) === '8,8,1')
    .reduce((sum, { shape }) => sum + (shape[0] as number), 0);
}

describe('models on the features of a fixed one', () => {
  test('are the same with two workers, and after a kill', async () => {
    const two = ['start', 'space.yaml', '--db', 'two.db', '--workers', '2'];
    const child = launch(two, directory);
    child.stderr.on('data', (chunk: Buffer) => {
      if (String(chunk).includes('[2/6]')) child.kill('SIGKILL');
    });
    await ended(child);
    expect((await runAlone([...two, '--quiet'], directory)).code).toBe(0);
    const alone = await recorded(join(directory, 'hpsearch.db'));
    expect(alone).toHaveLength(6);
    expect(await recorded(join(directory, 'two.db'))).toEqual(alone);
  }, 120_000);

  test('predict in plain TensorFlow.js what predict says of the same images', async () => {
    expect(await run(['export', '--to', 'model'], directory)).toMatchObject({ code: 0 });
    const images = [0, 1, 2].map((seed) =>
      Array.from({ length: 64 }, (_, at) => (at * (seed + 3) * 7) % 256),
    );
    writeFileSync(join(directory, 'model/rows.json'), JSON.stringify(images));
    symlinkSync(join(root, 'node_modules'), join(directory, 'model/node_modules'));
    const text = execFileSync('node', ['example.mjs', 'rows.json'], { cwd: join(directory, 'model') });
    const exported = [...text.toString().matchAll(/\[.*\]/g)].map(([each]) => JSON.parse(each) as number[]);
    writeFileSync(join(directory, 'x.npy'), byteArray([3, 8, 8], images.flat()));
    for (const model of [[], ['--model', 'model']]) {
      const own = await predicted(model);
      expect(own).toHaveLength(3);
      const differences = own.flatMap((values, row) =>
        values.map((value, at) => Math.abs(value - (exported[row]?.[at] as number))),
      );
      expect(Math.max(...differences)).toBeLessThan(1e-5);
    }
  }, 60_000);

  test('are evaluated, combined and checked as others', async () => {
    const found = await json<{ metrics: { accuracy: { value: number } } }>(['evaluate'], directory);
    expect(found.metrics.accuracy.value).toBeGreaterThan(0.6);
    expect(await run(['ensemble', '--method', 'average', '--k', '2'], directory)).toMatchObject({ code: 0 });
    expect(await run(['rerun', '0'], directory)).toMatchObject({ code: 0 });
    expect(await run(['evaluate', '--model', 'average-k2'], directory)).toMatchObject({ code: 0 });
    const checked = await run(['check', 'space.yaml'], directory);
    expect(checked.stdout + checked.stderr).toContain(
      'features: [32] a row, shapes of ./mnist-8x8-graph/model.json',
    );
    expect(checked.stdout).toContain('[2,32] in');
  }, 120_000);

  test('take each row through it once, whatever the number of trials', async () => {
    vi.stubEnv('HPSEARCH_HOME', join(directory, 'other-home'));
    // The rows of all splits, and one of zeros for the shape of the features.
    expect(await rowsThroughModel('counted.db')).toBe(40 + 300 + 1457 + 1);
    // Kept for the next search.
    expect(await rowsThroughModel('again.db')).toBe(1);
    vi.stubEnv('HPSEARCH_HOME', join(directory, 'home'));
    expect(await recorded(join(directory, 'again.db'))).toEqual(
      await recorded(join(directory, 'counted.db')),
    );
  }, 60_000);

  test('may stand on layers as well, and on features of other shapes', async () => {
    const other = space
      .replace('./mnist-8x8-graph/model.json', './mnist-8x8/model.json, output: strokes, inputRange: [-1, 1]')
      .replace('digits-features', 'convolved')
      .replace('type: linear', 'type: cnn')
      .replace('trials: 6', 'trials: 1');
    writeFileSync(join(directory, 'layers.yaml'), other);
    expect(await run(['start', 'layers.yaml', '--quiet'], directory)).toMatchObject({ code: 0 });
    const exporting = ['export', '--study', 'convolved', '--to', 'convolved'];
    expect(await run(exporting, directory)).toMatchObject({ code: 0 });
    symlinkSync(join(root, 'node_modules'), join(directory, 'convolved/node_modules'));
    const rows = join(directory, 'model/rows.json');
    const text = execFileSync('node', ['example.mjs', rows], {
      cwd: join(directory, 'convolved'),
    }).toString();
    const [first = ''] = text.split('\n');
    const [own] = await predicted(['--study', 'convolved']);
    const exported = JSON.parse(/\[.*\]/.exec(first)?.[0] ?? '[]') as number[];
    expect(own).toHaveLength(10);
    for (const [at, value] of own?.entries() ?? []) expect(exported[at]).toBeCloseTo(value, 5);
  }, 120_000);

  test.each([
    [
      'batchSize:',
      'augment.shift: 0.1\n  batchSize:',
      'space.augment.shift: must be left out with data.features',
    ],
    ['graph/model.json', 'graph/none.json', './mnist-8x8-graph/none.json: there is no such file'],
    ['model.json }', 'model.json, output: hue }', 'has no node hue; its outputs are shapes'],
    ['model.json }', 'model.json, inputRange: [1, -1] }', 'data.features.inputRange: must be two numbers'],
    ['model.json }', 'model.json, outptu: pool }', "did you mean 'output'?"],
    ['source: npz', 'as: arrays\n  source: npz', 'takes inputs of shape [8, 8, 1], and the rows have [8, 8]'],
  ])('%s → %s is refused in one line', async (from, to, message) => {
    writeFileSync(join(directory, 'faulty.yaml'), space.replace(from, to));
    const { code, stderr } = await run(['start', 'faulty.yaml', '--db', 'faulty.db'], directory);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  });

  test('are refused once the fixed model has changed', async () => {
    const weights = join(directory, 'mnist-8x8-graph/weights.bin');
    const bytes = readFileSync(weights);
    bytes[1000] = (bytes[1000] as number) ^ 1;
    writeFileSync(weights, bytes);
    const said = './mnist-8x8-graph/model.json, which computes the features of rows, has changed since';
    for (const command of [
      ['predict', 'x.npy', '--study', 'digits-features'],
      ['evaluate', '--study', 'digits-features'],
      ['start', 'space.yaml', '--trials', '7'],
    ]) {
      const { code, stderr } = await run(command, directory);
      expect(stderr).toContain(said);
      expect(code).toBe(2);
    }
  }, 60_000);
});
