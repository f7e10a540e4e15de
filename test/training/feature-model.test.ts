import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { randomFor } from '../../src/statistics/random.ts';
import { openFeatureModel } from '../../src/training/pretrained/feature-model.ts';
import { pretrainedLoader } from '../../src/training/pretrained/load-pretrained.ts';
import { loadTensorflow } from '../../src/training/tensorflow.ts';
import { root } from '../e2e/hpsearch.ts';

const folder = mkdtempSync(join(tmpdir(), 'hpsearch-'));
afterAll(() => rmSync(folder, { recursive: true }));
const graph = { model: 'mnist-8x8-graph/model.json' };
const layers = { model: 'mnist-8x8/model.json', output: 'shapes' };
const images = { inputShape: [8, 8, 1] };

beforeEach(() => {
  for (const name of ['mnist-8x8', 'mnist-8x8-graph']) {
    cpSync(join(root, 'search-spaces', name), join(folder, name), { recursive: true });
  }
});

const random = randomFor('features');
const rows = 70;
const x = Float32Array.from({ length: rows * 64 }, () => random.next());

async function featuresOf(spec: typeof graph, input = images, of = { rows, x }): Promise<Float32Array> {
  const model = await openFeatureModel(spec, folder, input);
  try {
    return await model.compute(of);
  } finally {
    await model.free();
  }
}

describe('a model of features', () => {
  test('is a graph, or the layers that it was made of', async () => {
    const [one, other] = [await featuresOf(graph), await featuresOf(layers)];
    expect(one).toHaveLength(rows * 32);
    const differences = one.map((value, at) => Math.abs(value - (other[at] as number)));
    expect(Math.max(...differences)).toBeLessThan(1e-5);
    expect(Math.max(...one)).toBeGreaterThan(1);
  });

  test('gives each row the same bits, whichever rows are beside it', async () => {
    const all = await featuresOf(graph);
    const single = await featuresOf(graph, images, { rows: 1, x: x.slice(64 * 40, 64 * 41) });
    expect(single).toEqual(all.slice(40 * 32, 41 * 32));
  });

  test('takes pixels in its own range', async () => {
    const halved = x.map((value) => value * 2 - 1);
    const ranged = await featuresOf(graph, { ...images, range: { factor: 2, shift: -1 } } as typeof images);
    expect(ranged).toEqual(await featuresOf(graph, images, { rows, x: halved }));
  });

  test('is left on no backend', async () => {
    const before = loadTensorflow().memory().numTensors;
    await featuresOf(graph);
    await featuresOf(layers);
    expect(loadTensorflow().memory().numTensors).toBe(before);
  });

  test('may have the output of any node', async () => {
    const model = await openFeatureModel({ ...graph, output: 'pool' }, folder, images);
    expect(model.shape).toEqual([4, 4, 8]);
    await model.free();
  });

  const edit = (from: string, to: string) => () => {
    const path = join(folder, graph.model);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
  };
  test.each<[string, () => void, object, string]>([
    ['a path of no file', () => {}, { model: 'none.json' }, 'none.json: there is no such file'],
    [
      'no model',
      () => writeFileSync(join(folder, 'no.json'), '{'),
      { model: 'no.json' },
      'must be the model.json',
    ],
    ['missing weights', edit('"weights.bin"', '"gone.bin"'), graph, 'its weights are missing'],
    [
      'weights that end',
      () => truncateSync(join(folder, 'mnist-8x8-graph/weights.bin'), 100),
      graph,
      'must have 37896 bytes',
    ],
    [
      'an unknown operation',
      edit('MaxPool', 'FindHorizon'),
      graph,
      'has the operation FindHorizon, which TensorFlow.js lacks',
    ],
    [
      'an unknown node',
      () => {},
      { ...graph, output: 'colours' },
      'has no node colours; its outputs are shapes',
    ],
    [
      'an unknown layer',
      () => {},
      { ...layers, output: 'hue' },
      'has no layer hue; its layers are edges_input, edges',
    ],
  ])('is refused in one line: %s', async (_title, prepare, spec, message) => {
    prepare();
    const refused = await featuresOf(spec as typeof graph).catch((error: Error) => error);
    expect((refused as Error).message).toContain(message);
    expect((refused as Error).message.split('\n')).toHaveLength(1);
  });

  test('must take rows of this shape', async () => {
    await expect(featuresOf(graph, { inputShape: [16, 16, 1] })).rejects.toThrow(
      'takes inputs of shape [8, 8, 1], and the rows have [16, 16, 1]',
    );
  });

  test('is none that a module may train', async () => {
    const path = join(folder, 'model.mjs');
    writeFileSync(path, "export const base = './mnist-8x8-graph/model.json';\n");
    const load = pretrainedLoader(path)(loadTensorflow());
    await expect(load('./mnist-8x8-graph/model.json')).rejects.toThrow(
      'is a graph model, which has no layers',
    );
  });
});
