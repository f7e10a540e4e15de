import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { randomFor } from '../../../src/statistics/random.ts';
import { taskLoss } from '../../../src/training/loop/loss.ts';
import { dependencies } from '../../../src/training/probes/dependencies.ts';
import { firstLayerFilters } from '../../../src/training/probes/first-layer.ts';
import { frozenLayers } from '../../../src/training/probes/frozen.ts';
import { weightGradients } from '../../../src/training/probes/gradients.ts';
import { traceLayers } from '../../../src/training/probes/layers.ts';
import { enteringTensors, outputsOf } from '../../../src/training/probes/outputs.ts';
import {
  type LearningLayer,
  learningLayers,
  pullOnOutputs,
  pullsOnLayer,
  scaleLastLayer,
} from '../../../src/training/probes/pulls.ts';
import { partOf, sampleRows } from '../../../src/training/probes/rows.ts';
import { releasing } from '../../../src/training/release.ts';
import type { LayersModel, Tf } from '../../../src/training/tensorflow.ts';
import { onEachBackend } from '../each-backend.ts';
import { classesOf, datasetOf, separableBlobs } from '../example-data.ts';

const kernel = [
  [1, -2],
  [3, 4],
  [-5, 6],
];

/** y = x · kernel + (1, −1) */
function linear(tf: Tf, inputShape: number[] = [3]): LayersModel {
  const model = tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: [...inputShape, 1] }),
      tf.layers.dense({ units: 2, name: 'only' }),
    ],
  });
  model.layers[1]?.setWeights([tf.tensor2d(kernel), tf.tensor1d([1, -1])]);
  return model;
}

const task = { kind: 'regression', target: 'y', mean: 0, std: 1 } as const;

await onEachBackend(({ tf }) => {
  describe('probes', () => {
    test('dependencies of a linear model are its kernel’s, and none on other examples', () =>
      releasing(tf, async () => {
        const x = tf.tensor([1, 2, 3, 4, 5, 6], [2, 3, 1]);
        const random = { ...randomFor(1), next: () => 0.5 };
        // Mixed one to one: the largest of |1 − 2|, |3 + 4| and |−5 + 6|.
        expect(dependencies(tf, linear(tf), x, { training: false, random })).toEqual([
          [7, 0],
          [0, 7],
        ]);
      }));

    test('gradients are those of the mean cross-entropy', () =>
      releasing(tf, async () => {
        const dataset = datasetOf(classesOf(2), [3, 1], {
          train: {
            x: [
              [1, 0, 0],
              [0, 2, 0],
            ],
            y: [0, 1],
          },
        });
        const model = linear(tf);
        model.layers[1]?.setWeights([tf.zeros([3, 2]), tf.zeros([2])]);
        const gradients = weightGradients(tf, { model, loss: taskLoss(tf, dataset.task) }, dataset, {
          rows: Int32Array.of(0, 1),
          noise: randomFor(1),
        });
        // (p − y) / rows, times the input: p is ½.
        expect(
          gradients.map(({ layer, name, gradient = [] }) => [layer, name, ...Array.from(gradient)]),
        ).toEqual([
          ['only', 'kernel', -0.25, 0.25, 0.5, -0.5, 0, 0],
          ['only', 'bias', 0, 0],
        ]);
      }));

    test('the pull of the squared error is 2 error / rows, on the outputs and through the model', () =>
      releasing(tf, async () => {
        const outputs = { values: Float32Array.of(3, 1), width: 1 };
        const targets = { values: Float32Array.of(1, 2), width: 1 };
        expect([...pullOnOutputs(tf, taskLoss(tf, task), { outputs, targets }).pull]).toEqual([2, -1]);
        const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
        model.setWeights([tf.tensor2d([[2]]), tf.tensor1d([1])]);
        const batch = { x: tf.tensor2d([[3], [-4]]) as Tensor, y: tf.tensor2d([[6], [-7]]) as Tensor };
        // Outputs 7 and −7: errors 1 and 0.
        const [last] = learningLayers(model) as [LearningLayer];
        expect(pullsOnLayer(tf, model, last, taskLoss(tf, task), batch)).toEqual([
          { outputs: Float32Array.of(7), pull: 6 },
          { outputs: Float32Array.of(-7), pull: 0 },
        ]);
        scaleLastLayer(tf, model, -10);
        expect([...(model.predict(batch.x) as Tensor).dataSync()]).toEqual([-70, 70]);
      }));

    test('a trace tells what each layer is given and gives, in models within models too', () =>
      releasing(tf, async () => {
        const inner = tf.sequential({
          layers: [tf.layers.dense({ units: 2, inputShape: [1], name: 'inner' })],
        });
        inner.setWeights([tf.tensor2d([[1, -1]]), tf.zeros([2])]);
        const model = tf.sequential();
        model.add(inner);
        model.add(tf.layers.reLU({ name: 'rectifier' }));
        const x = tf.tensor2d([[1], [-2]]);
        const calls = traceLayers(tf, model, x, false);
        expect(
          calls.map(({ name, input, output }) => [name, Array.from(input.values), Array.from(output.values)]),
        ).toEqual([
          ['inner', [1, -2], [1, -1, -2, 2]],
          ['rectifier', [1, -1, -2, 2], [1, 0, 0, 2]],
        ]);
        expect(Object.hasOwn(model.layers[1] as object, 'call')).toBe(false);
      }));

    test('first filters are a kernel’s columns', () =>
      releasing(tf, async () => {
        expect(firstLayerFilters(linear(tf))).toEqual({
          layer: 'only',
          shape: [3],
          filters: [Float32Array.of(1, 3, -5), Float32Array.of(-2, 4, 6)],
        });
      }));

    test('first filters of pictures are pictures', () =>
      releasing(tf, async () => {
        const flat = tf.sequential({
          layers: [tf.layers.flatten({ inputShape: [4, 5, 2] }), tf.layers.dense({ units: 3 })],
        });
        expect(firstLayerFilters(flat)).toMatchObject({ shape: [4, 5, 2], filters: { length: 3 } });
        const convolution = tf.layers.conv2d({ filters: 6, kernelSize: [3, 2], inputShape: [8, 8, 2] });
        expect(firstLayerFilters(tf.sequential({ layers: [convolution] }))).toMatchObject({
          shape: [3, 2, 2],
          filters: { length: 6 },
        });
        expect(
          firstLayerFilters(tf.sequential({ layers: [tf.layers.flatten({ inputShape: [2, 2] })] })),
        ).toBeUndefined();
      }));

    test('frozen layers are those that would learn', () =>
      releasing(tf, async () => {
        const model = tf.sequential({
          layers: [
            tf.layers.dense({ units: 2, inputShape: [2], name: 'still', trainable: false }),
            tf.layers.batchNormalization(),
            tf.layers.dense({ units: 2 }),
          ],
        });
        expect(frozenLayers(model)).toEqual([{ names: ['still'], weights: 6 }]);
      }));

    test('outputs are read as they are, logits and not probabilities', () =>
      releasing(tf, async () => {
        const dataset = datasetOf(classesOf(2), [3, 1], {
          train: {
            x: [
              [1, 1, 1],
              [0, 1, 0],
            ],
            y: [0, 1],
          },
        });
        const { shape, values } = outputsOf(tf, linear(tf), dataset, dataset.splits.train);
        expect([shape, [...values]]).toEqual([
          [2, 2],
          [0, 7, 4, 3],
        ]);
        const { x, y } = enteringTensors(tf, dataset, dataset.splits.train);
        expect([x.shape, y.arraySync()]).toEqual([
          [2, 3, 1],
          [
            [1, 0],
            [0, 1],
          ],
        ]);
      }));
  });
});

describe('rows', () => {
  const { train } = separableBlobs(30).splits;

  test('are drawn once each, in order, and all where there are no more', () => {
    const rows = sampleRows(train, 10, randomFor(1));
    expect(new Set(rows).size).toBe(10);
    expect([...rows]).toEqual([...rows].sort((a, b) => a - b));
    expect([...sampleRows(train, 99, randomFor(1))]).toEqual([...Array(30).keys()]);
  });

  test('keep their inputs, targets and places', () => {
    const part = partOf(train, Int32Array.of(4, 20));
    expect(part).toEqual({
      rows: 2,
      x: Float32Array.of(...train.x.slice(8, 10), ...train.x.slice(40, 42)),
      y: Float32Array.of(train.y[4] as number, train.y[20] as number),
      row: Int32Array.of(4, 20),
    });
  });
});
