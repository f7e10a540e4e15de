import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { randomFor } from '../../../src/statistics/random.ts';
import type { Loss } from '../../../src/training/loop/batch-loss.ts';
import { lossScale, meanSquaredError, softmaxCrossEntropy } from '../../../src/training/loop/loss.ts';
import type { Tf } from '../../../src/training/tensorflow.ts';
import { onEachBackend } from '../each-backend.ts';

const rows = 7;
const classes = 4;
const random = randomFor('loss');
const logits = Float32Array.from({ length: rows * classes }, () => 6 * random.next() - 3);
const oneHot = new Float32Array(rows * classes);
for (let row = 0; row < rows; row++) oneHot[row * classes + random.below(classes)] = 1;

/** The definition, in float64. */
function crossEntropy(of: ArrayLike<number>): number {
  let sum = 0;
  for (let start = 0; start < of.length; start += classes) {
    const row = Array.from({ length: classes }, (_, c) => of[start + c] as number);
    const logSum = Math.log(row.reduce((total, logit) => total + Math.exp(logit), 0));
    sum += row.reduce((total, logit, c) => total - (oneHot[start + c] as number) * (logit - logSum), 0);
  }
  return sum / rows;
}

/** Central differences: the gradient of a function that knows nothing of gradients. */
function numericGradient(f: (values: Float64Array) => number, at: ArrayLike<number>): number[] {
  const h = 1e-5;
  return Array.from(at, (_, index) => {
    const moved = (by: number) => {
      const values = Float64Array.from(at);
      values[index] = (values[index] as number) + by;
      return f(values);
    };
    return (moved(h) - moved(-h)) / (2 * h);
  });
}

function gradientOf(tf: Tf, f: (outputs: Tensor) => Tensor, at: Float32Array): Float32Array {
  return tf.tidy(() =>
    tf
      .grad(f)(tf.tensor2d(at, [at.length / classes, classes]))
      .dataSync(),
  ) as Float32Array;
}

function batchLoss(tf: Tf, loss: Loss, outputs: Float32Array, targets: Float32Array): number {
  const shape: [number, number] = [outputs.length / classes, classes];
  return tf.tidy(
    () => loss(tf.tensor2d(outputs, shape), tf.tensor2d(targets, shape)).dataSync()[0] as number,
  );
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, digits: number): void {
  expect(actual).toHaveLength(expected.length);
  for (let index = 0; index < expected.length; index++) {
    expect(actual[index]).toBeCloseTo(expected[index] as number, digits);
  }
}

test('a loss of classes is in nats already, and one of values grows with the target’s variance', () => {
  expect(lossScale({ kind: 'classification', classes: ['a', 'b'] })).toBe(1);
  expect(lossScale({ kind: 'regression', target: 'y', mean: 100, std: 3 })).toBe(9);
});

await onEachBackend(({ tf }) => {
  const targets = () => tf.tensor2d(oneHot, [rows, classes]);

  describe('softmaxCrossEntropy', () => {
    const loss = softmaxCrossEntropy(tf);

    test('is the definition, and what TensorFlow.js computes the long way', () => {
      const value = batchLoss(tf, loss, logits, oneHot);
      const longWay = (outputs: Tensor, wanted: Tensor) =>
        tf.losses.softmaxCrossEntropy(wanted as Tensor2D, outputs as Tensor2D) as Tensor;
      expect(value).toBeCloseTo(crossEntropy(logits), 5);
      expect(value).toBeCloseTo(batchLoss(tf, longWay, logits, oneHot), 5);
    });

    test('has the gradient (softmax − targets) / rows', () => {
      const gradient = gradientOf(tf, (outputs) => loss(outputs, targets()), logits);
      const softmax = tf.tidy(() => tf.softmax(tf.tensor2d(logits, [rows, classes])).dataSync());
      expectClose(
        gradient,
        Float32Array.from(softmax, (p, index) => (p - (oneHot[index] as number)) / rows),
        6,
      );
    });

    test('has the gradient that differences of its definition show', () => {
      const gradient = gradientOf(tf, (outputs) => loss(outputs, targets()), logits);
      expectClose(gradient, numericGradient(crossEntropy, logits), 6);
    });

    test('passes a factor on to its gradient', () => {
      const plain = gradientOf(tf, (outputs) => loss(outputs, targets()), logits);
      const scaled = gradientOf(tf, (outputs) => tf.mul(loss(outputs, targets()), -3), logits);
      expectClose(
        scaled,
        plain.map((each) => -3 * each),
        6,
      );
    });

    test('stays finite where probabilities vanish', () => {
      const extreme = Float32Array.of(1e30, -1e30, 0, 5, -1e4, 1e4, 0, 0);
      const wrong = Float32Array.of(0, 0, 0, 1, 1, 0, 0, 0);
      const at = (outputs: Tensor) => loss(outputs, tf.tensor2d(wrong, [2, classes]));
      // The second row alone is 2e4, the first 1e30.
      expect(batchLoss(tf, loss, extreme, wrong)).toBeCloseTo(5e29, -25);
      expectClose(gradientOf(tf, at, extreme), [0.5, 0, 0, -0.5, -0.5, 0.5, 0, 0], 6);
    });

    test('leaves no tensor behind but its result', () => {
      const before = tf.memory().numTensors;
      batchLoss(tf, loss, logits, oneHot);
      gradientOf(tf, (outputs) => loss(outputs, targets()), logits);
      expect(tf.memory().numTensors).toBe(before);
    });
  });

  describe('meanSquaredError', () => {
    const loss = meanSquaredError(tf);

    test('is the definition, and what TensorFlow.js computes', () => {
      const squares = logits.map((output, index) => (output - (oneHot[index] as number)) ** 2);
      const mean = squares.reduce((sum, square) => sum + square, 0) / squares.length;
      expect(batchLoss(tf, loss, logits, oneHot)).toBeCloseTo(mean, 5);
      const theirs = (outputs: Tensor, wanted: Tensor) =>
        tf.losses.meanSquaredError(wanted, outputs) as Tensor;
      expect(batchLoss(tf, loss, logits, oneHot)).toBeCloseTo(batchLoss(tf, theirs, logits, oneHot), 5);
    });

    test('has the gradient 2 (output − target) / number', () => {
      const gradient = gradientOf(tf, (outputs) => loss(outputs, targets()), logits);
      const expected = logits.map(
        (output, index) => (2 * (output - (oneHot[index] as number))) / (rows * classes),
      );
      expectClose(gradient, expected, 6);
    });
  });
});
