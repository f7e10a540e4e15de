import type { Tensor2D } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { JointTask, SingleTask } from '../../../src/study/pipeline.ts';
import { softmaxCrossEntropy } from '../../../src/training/loop/loss.ts';
import type { Layer } from '../../../src/training/model-layers.ts';
import { predict } from '../../../src/training/predict.ts';
import { releasing } from '../../../src/training/release.ts';
import type { LayersModel, Tf } from '../../../src/training/tensorflow.ts';
import { onEachBackend } from '../each-backend.ts';
import { classesOf, datasetOf, separableBlobs } from '../example-data.ts';
import { learnerOf } from '../example-learner.ts';

const sgd = { optimizer: 'sgd', learningRate: 0.1 };

function zeroLinear(tf: Tf, inputs: number, outputs: number, l2 = 0): LayersModel {
  const kernelRegularizer = tf.regularizers.l2({ l2 });
  return tf.sequential({
    layers: [
      tf.layers.dense({
        units: outputs,
        inputShape: [inputs],
        kernelInitializer: 'zeros',
        ...(l2 > 0 ? { kernelRegularizer } : {}),
      }),
    ],
  });
}

function weightsOf(model: LayersModel): number[][] {
  return model.getWeights().map((weight) => [...weight.dataSync()]);
}

function expectWeights(model: LayersModel, expected: number[][]): void {
  const actual = weightsOf(model).flat();
  for (const [index, value] of expected.flat().entries()) expect(actual[index]).toBeCloseTo(value, 6);
}

await onEachBackend((backend) => {
  const { tf } = backend;
  describe('a step', () => {
    test('on values goes down the gradient, and returns the loss in the target’s units', () =>
      releasing(tf, async () => {
        const task = { kind: 'regression', target: 'y', mean: 50, std: 2 } as const;
        const dataset = datasetOf(task, [1], { train: { x: [[9], [1], [2]], y: [9, 1, 3] } });
        const model = zeroLinear(tf, 1, 1);
        const learner = learnerOf(backend, model, dataset, sgd);
        // Rows 1 and 2: outputs 0, loss (1 + 9) / 2; gradient of w: −(1·1 + 2·3), of b: −(1 + 3).
        expect(learner.step(Int32Array.of(1, 2))).toBeCloseTo(5 * 2 ** 2, 4);
        expectWeights(model, [[0.7], [0.4]]);
      }));

    test('on classes goes down the gradient, and returns the loss in nats', () =>
      releasing(tf, async () => {
        const dataset = datasetOf(classesOf(2), [2], {
          train: {
            x: [
              [1, 2],
              [7, 7],
              [3, 0],
            ],
            y: [0, 1, 1],
          },
        });
        const model = zeroLinear(tf, 2, 2);
        const learner = learnerOf(backend, model, dataset, sgd);
        expect(learner.step(Int32Array.of(0, 2))).toBeCloseTo(Math.LN2, 6);
        // p − y is ∓½ for row 0, ±½ for row 2; the mean over both rows halves it again.
        expectWeights(model, [
          [-0.05, 0.05, 0.05, -0.05],
          [0, 0],
        ]);
      }));

    test('smooths the classes among several targets', () =>
      releasing(tf, async () => {
        const number = { kind: 'regression', target: 'y', mean: 0, std: 1 } as const;
        const task: JointTask = {
          kind: 'joint',
          parts: [
            { name: 'class', weight: 0.75, task: classesOf(2) as SingleTask },
            { name: 'y', weight: 0.25, task: number },
          ],
        };
        const { splits, ...dataset } = datasetOf(task, [1], { train: { x: [[2]], y: [0] } });
        const train = { ...splits.train, y: Float32Array.of(0, 1) };
        const model = zeroLinear(tf, 1, 3);
        const given = { ...dataset, splits: { ...splits, train } };
        learnerOf(backend, model, given, { ...sgd, labelSmoothing: 0.2 }).step(Int32Array.of(0));
        // Gradients of the outputs: 0.75 · (½ − 0.9), 0.75 · (½ − 0.1), 0.25 · 2 · (0 − 1).
        expectWeights(model, [
          [0.06, -0.06, 0.1],
          [0.03, -0.03, 0.05],
        ]);
      }));

    test('adds the layers’ regularisers to the loss and to the gradient', () =>
      releasing(tf, async () => {
        const task = { kind: 'regression', target: 'y', mean: 0, std: 2 } as const;
        const dataset = datasetOf(task, [1], { train: { x: [[0]], y: [0] } });
        const model = zeroLinear(tf, 1, 1, 0.5);
        model.setWeights([tf.tensor2d([3], [1, 1]), tf.tensor1d([0])]);
        const learner = learnerOf(backend, model, dataset, sgd);
        // 0.5 · 3² in squared standard deviations of 2; the gradient is 2 · 0.5 · 3.
        expect(learner.penalty()).toBeCloseTo(4.5 * 4, 5);
        expect(learner.step(Int32Array.of(0))).toBeCloseTo(4.5 * 4, 5);
        expectWeights(model, [[3 - 0.1 * 3], [0]]);
      }));

    test('leaves frozen layers alone', () =>
      releasing(tf, async () => {
        const frozen = tf.layers.dense({ units: 2, inputShape: [2], trainable: false });
        const model = tf.sequential({ layers: [frozen, tf.layers.dense({ units: 3 })] });
        const valuesOf = (layer: Layer) => layer.getWeights().map((weight) => [...weight.dataSync()]);
        const [still, moved] = model.layers.map(valuesOf);
        learnerOf(backend, model, separableBlobs(), sgd).step(Int32Array.of(0, 1, 2));
        expect(valuesOf(frozen)).toEqual(still);
        expect(valuesOf(model.layers[1] as Layer)).not.toEqual(moved);
      }));

    test('has no penalty without regularisers', () =>
      releasing(tf, async () => {
        expect(learnerOf(backend, zeroLinear(tf, 2, 3), separableBlobs(), sgd).penalty()).toBe(0);
      }));
  });

  describe('predict', () => {
    test('gives every row of a split in its order, however many batches that takes', () =>
      releasing(tf, async () => {
        const rows = 1100;
        const x = Array.from({ length: rows }, (_, row) => [row / rows, (row % 7) - 3]);
        const dataset = datasetOf(classesOf(3), [2], { train: { x, y: x.map(() => 0) } });
        const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
        const predictions = predict(tf, model, dataset, dataset.splits.train);
        const softmax = tf.softmax(model.predict(tf.tensor2d(x)) as Tensor2D).dataSync();
        expect(predictions).toHaveLength(3 * rows);
        for (const [index, expected] of softmax.entries())
          expect(predictions[index]).toBeCloseTo(expected, 5);
      }));

    test('gives nothing for an empty split', () =>
      releasing(tf, async () => {
        const dataset = datasetOf(classesOf(3), [2], { train: { x: [], y: [] } });
        expect(predict(tf, zeroLinear(tf, 2, 3), dataset, dataset.splits.test)).toHaveLength(0);
      }));

    test('drops nothing out, and does not change the model', () =>
      releasing(tf, async () => {
        const dataset = separableBlobs();
        const model = tf.sequential({
          layers: [
            tf.layers.dense({ units: 8, inputShape: [2] }),
            tf.layers.batchNormalization(),
            tf.layers.dropout({ rate: 0.5 }),
            tf.layers.dense({ units: 3 }),
          ],
        });
        const before = weightsOf(model);
        const [first, second] = [0, 1].map(() => predict(tf, model, dataset, dataset.splits.test));
        expect(second).toEqual(first);
        expect(weightsOf(model)).toEqual(before);
      }));
  });

  test('a learner’s loss is that of the layers’ logits', () =>
    releasing(tf, async () => {
      const dataset = separableBlobs(3);
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
      const { x } = dataset.splits.train;
      const logits = model.predict(tf.tensor2d([...x], [3, 2])) as Tensor2D;
      const expected = softmaxCrossEntropy(tf)(logits, tf.eye(3)).dataSync()[0] as number;
      expect(learnerOf(backend, model, dataset, sgd).step(Int32Array.of(0, 1, 2))).toBeCloseTo(expected, 6);
    }));
});
