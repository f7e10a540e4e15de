import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Random, randomFor } from '../../../src/statistics/random.ts';
import { type Backend, loadBackend } from '../../../src/training/backend.ts';
import { encodeSavedModel } from '../../../src/training/export/saved-model/encode.ts';
import { RowsGraph } from '../../../src/training/export/saved-model/rows-graph.ts';
import { predictWithSavedModel, savedModelOf } from '../../../src/training/export/saved-model/saved-model.ts';
import { loadMessages } from '../../../src/training/graph/messages.ts';
import { seekTfjsNode } from '../../../src/training/native/tfjs-node.ts';
import { releasing } from '../../../src/training/release.ts';
import { withSeededMathRandom } from '../../../src/training/seeded-math-random.ts';
import type { LayersModel, Tensor } from '../../../src/training/tensorflow.ts';
import { type ExampleNetwork, exampleNetworks, ownLayer } from './example-networks.ts';

const folder = mkdtempSync(join(tmpdir(), 'hpsearch-saved-'));
afterAll(() => rmSync(folder, { recursive: true }));

const python = process.env.HPSEARCH_PYTHON ?? 'python3';
const findTensorFlow = 'import importlib.util as u; raise SystemExit(u.find_spec("tensorflow") is None)';
const hasPython = spawnSync(python, ['-c', findTensorFlow]).status === 0;

/** Opens each folder that is named, and prints by how much its predictions are not the expected ones. */
const openInPython = `
import json, sys
import numpy as np
import tensorflow as tf
for case in json.load(sys.stdin):
    serve = tf.saved_model.load(case['folder']).signatures['serving_default']
    rows = np.array(case['x'], dtype='float32').reshape(case['shape'])
    [(name, outputs)] = serve(input=tf.constant(rows)).items()
    print(name, np.max(np.abs(outputs.numpy().ravel() - case['expected'])))
`;

describe.skipIf(seekTfjsNode() === undefined)('a SavedModel', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await loadBackend('native');
  });
  const cases: { folder: string; x: number[]; shape: number[]; expected: number[] }[] = [];

  const examples = (network: LayersModel, rows: number, random: Random, vocabulary?: number) => {
    const inputShape = network.inputs[0]?.shape.slice(1).map(Number) ?? [];
    const draw = () => (vocabulary === undefined ? 4 * random.next() - 2 : random.below(vocabulary));
    const length = rows * inputShape.reduce((product, each) => product * each, 1);
    return { inputShape, rows, x: Float32Array.from({ length }, draw) };
  };

  const saved = (
    { title, build }: ExampleNetwork,
    use: (network: LayersModel, random: Random) => Promise<void>,
  ) => {
    const random = randomFor('saved model', title);
    return withSeededMathRandom(random, () =>
      releasing(backend.tf, async () => use(await build(backend.tf), random)),
    );
  };

  it.each(exampleNetworks)(
    'of $title predicts what the network does, whatever the number of rows',
    async (given) => {
      const { tf } = backend;
      await saved(given, async (network, random) => {
        const predicted = [1, 7].map((rows) => {
          const { inputShape, x } = examples(network, rows, random, given.vocabulary);
          const shape = [rows, ...inputShape];
          const output = tf.tidy(() => network.apply(tf.tensor(x, shape), { training: false }) as Tensor);
          const expected = [...output.dataSync()];
          output.dispose();
          return { rows, x, shape, expected };
        });
        const tensors = tf.memory().numTensors;
        const recorded = examples(network, 5, random, given.vocabulary);
        const { inputShape } = recorded;
        const target = join(folder, given.title);
        mkdirSync(target);
        const content = savedModelOf(tf, network, inputShape, recorded);
        // TensorFlow's own recurrent cells are no ops of TensorFlow Lite.
        expect(Buffer.from(content).includes('BlockCell')).toBe(false);
        writeFileSync(join(target, 'saved_model.pb'), content);
        for (const { rows, x, shape, expected } of predicted) {
          const got = await predictWithSavedModel(tf, target, inputShape, { rows, x });
          expect(got).toHaveLength(expected.length);
          const gaps = expected.map((value, at) => Math.abs(value - (got[at] as number)));
          expect(Math.max(...gaps)).toBeLessThan(1e-5);
          cases.push({ folder: target, x: [...x], shape, expected });
        }
        expect(tf.memory().numTensors).toBe(tensors);
      });
    },
  );

  it.skipIf(!hasPython)('predicts the same in Python', { timeout: 120_000 }, () => {
    const { stdout, stderr, status } = spawnSync(python, ['-c', openInPython], {
      input: JSON.stringify(cases),
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    expect(status, stderr).toBe(0);
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(2 * exampleNetworks.length);
    for (const line of lines) {
      const [name, gap] = line.split(' ');
      expect(name).toBe('output');
      expect(Number(gap)).toBeLessThan(1e-5);
    }
  });

  it.each<[string, Parameters<typeof ownLayer>[1], string]>([
    [
      'reads its input',
      (x, tf) => tf.tensor(x.dataSync(), x.shape),
      'layer own computes in JavaScript with what depends on the input',
    ],
    ['draws numbers', (x, tf) => tf.add(x, tf.randomNormal([1])), 'numbers that are others for each batch'],
    [
      'takes the rows apart',
      (x, tf) => tf.stack(tf.unstack(x)),
      'layer own computes with Unpack, which is told the number',
    ],
    [
      'runs more for more rows',
      (x, tf) => ((x.shape[0] ?? 0) > 4 ? tf.neg(tf.neg(x)) : x),
      'layer own computes with other ops for other numbers of rows',
    ],
    [
      'numbers the rows',
      (x, tf) => tf.add(x, tf.tensor2d([...Array(x.shape[0]).keys()], [x.shape[0] ?? 0, 1])),
      'numbers whose shape depends on the rows',
    ],
    [
      'computes with half of the rows',
      (x, tf) => tf.tile(x.slice(0, 1), [(x.shape[0] ?? 0) >> 1, 1]),
      'unevenly',
    ],
    [
      'fails',
      () => {
        throw new Error('no good');
      },
      'native TensorFlow does not run the model: no good',
    ],
  ])(
    'cannot be made of a layer that %s, and what was listened to is as it was',
    async (title, compute, message) => {
      const { tf } = backend;
      const tensors = tf.memory().numTensors;
      const build = () => tf.sequential({ layers: [ownLayer(tf, compute, [4])] });
      await saved({ title, build }, async (network, random) => {
        const { inputShape, rows, x } = examples(network, 5, random);
        expect(() => savedModelOf(tf, network, inputShape, { rows, x })).toThrow(message);
      });
      expect(Object.keys(tf.backend())).not.toContain('executeSingleOutput');
      expect(tf.memory().numTensors).toBe(tensors);
    },
  );

  it('is refused where its numbers take more than a protocol buffer may', () => {
    // The same memory many times, which nobody touches.
    const values = new Float32Array(2 ** 26);
    const graph = new RowsGraph([1]);
    for (let bytes = 0; bytes < 2 ** 31; bytes += values.byteLength) {
      graph.constant('large', { dtype: 'float32', shape: [values.length], values });
    }
    const { nodes } = graph;
    const encode = () =>
      encodeSavedModel(loadMessages(), { nodes, inputShape: [1], output: 'large', outputShape: [] });
    expect(encode).toThrow("the model's numbers take 2.0 GB, and a saved_model.pb holds less than 2 GB");
  });
});
