import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../../src/data/dataset.ts';
import type { Loss } from '../../../src/training/loop/batch-loss.ts';
import { divergenceLimits } from '../../../src/training/loop/epoch.ts';
import { meanSquaredError, softmaxCrossEntropy } from '../../../src/training/loop/loss.ts';
import { linear } from '../../../src/training/models/linear.ts';
import { outputBias } from '../../../src/training/output-bias.ts';
import type { Tf } from '../../../src/training/tensorflow.ts';
import { onEachBackend } from '../each-backend.ts';
import { classesOf, linearTarget, separableBlobs } from '../example-data.ts';
import { run } from '../example-trial.ts';

const logits = [
  [2, -1, 0.5],
  [0.1, 0.2, -3],
  [-1, 4, 1],
  [0, 0, 0],
  [1.5, 1.4, -0.5],
];
const oneHot = [0, 1, 2, 1, 0].map((label) => [0, 1, 2].map((c) => Number(c === label)));
const weights = [0.5, 2, 0, 1.5, 4];
const mean = weights.reduce((sum, each) => sum + each, 0) / weights.length;

function weighted(tf: Tf, loss: Loss, outputs: number[][], targets: number[][], of: number[]) {
  return tf.tidy(() => {
    const further = { weights: tf.tensor2d(of.map((each) => [each])) };
    const f = (given: Tensor) => loss(given, tf.tensor2d(targets), further);
    const at = tf.tensor2d(outputs);
    return {
      value: f(at).dataSync()[0] as number,
      gradient: [
        ...tf
          .grad(f as never)(at as never)
          .dataSync(),
      ],
    };
  });
}

/** The data with weights that leave out every row of class 0. */
function without0(dataset: Dataset): Dataset {
  const { splits } = dataset;
  const lossWeight = splits.train.y.map((label) => (label === 0 ? 0 : 1.5));
  const validation = { ...splits.validation, lossWeight: splits.validation.y.map(() => 1) };
  return { ...dataset, splits: { ...splits, train: { ...splits.train, lossWeight }, validation } };
}

await onEachBackend((backend) => {
  const { tf } = backend;

  test('weighted cross-entropy is log_loss with sample_weight, for weights of mean 1', () => {
    const scaled = weights.map((each) => each / mean);
    const { value, gradient } = weighted(tf, softmaxCrossEntropy(tf), logits, oneHot, scaled);
    // sklearn.metrics.log_loss(y, softmax(logits), sample_weight=weights)
    expect(value).toBeCloseTo(0.7439815456741905, 6);
    const plain = tf.tidy(() => [
      ...tf
        .grad((at: Tensor) => softmaxCrossEntropy(tf)(at, tf.tensor2d(oneHot)) as never)(
          tf.tensor2d(logits) as never,
        )
        .dataSync(),
    ]);
    gradient.forEach((each, at) => {
      expect(each).toBeCloseTo((plain[at] as number) * (scaled[Math.floor(at / 3)] as number), 6);
    });
  });

  test('weighted squared error is mean_squared_error with sample_weight', () => {
    const of = [1, 0, 3, 0.5].map((each) => (each * 4) / 4.5);
    const targets = [[1], [2], [4], [-1]];
    const { value, gradient } = weighted(tf, meanSquaredError(tf), [[0.5], [2.5], [3], [1]], targets, of);
    // sklearn.metrics.mean_squared_error(targets, outputs, sample_weight=[1, 0, 3, 0.5])
    expect(value).toBeCloseTo(1.1666666666666667, 6);
    expect(gradient[1]).toBeCloseTo(0, 12);
    expect(gradient[2]).toBeCloseTo((2 * -1 * (of[2] as number)) / 4, 6);
  });

  test('rows of weight 0 teach nothing: their class is not predicted', async () => {
    const dataset = without0(separableBlobs());
    const trained = await run(backend, {
      dataset,
      config: { learningRate: 0.1 },
      training: { maxEpochs: 10 },
    });
    const [untrained, ...epochs] = trained.history;
    expect(untrained?.metrics.valAccuracy).toBeLessThanOrEqual(0.7);
    expect(epochs.at(-1)?.metrics.valAccuracy).toBeCloseTo(2 / 3, 2);
  });

  test('a loss of the module must use the weights', async () => {
    const ignoring = {
      ...linear,
      loss: (({ outputs, targets }) => tf.mean(tf.square(tf.sub(outputs, targets)))) as NonNullable<
        typeof linear.loss
      >,
    };
    const dataset = without0(separableBlobs());
    const { outcome } = await run(backend, { dataset, family: ignoring });
    expect(JSON.stringify(outcome)).toContain('its loss must use `weights`, because the rows have weights');
    const using = {
      ...linear,
      loss: (({ outputs, targets, weights: each }) =>
        tf.mean(tf.mul(each ?? 1, tf.square(tf.sub(outputs, targets))))) as NonNullable<typeof linear.loss>,
    };
    expect((await run(backend, { dataset, family: using })).outcome.state).toBe('complete');
  });
});

describe('weights', () => {
  test('start the last layer at the weighted shares of the classes, or the weighted mean', () => {
    const { splits } = without0(separableBlobs());
    const bias = outputBias({ task: classesOf(3), splits });
    expect(bias[0]).toBeCloseTo(Math.log(0.5 / splits.train.rows), 5);
    expect(bias[1]).toBeCloseTo(Math.log(0.5), 5);
    const values = linearTarget();
    const lossWeight = values.splits.train.y.map((_, row) => (row === 3 ? values.splits.train.rows : 0));
    const only = { ...values.splits, train: { ...values.splits.train, lossWeight } };
    expect(outputBias({ task: values.task, splits: only })[0]).toBeCloseTo(
      values.splits.train.y[3] as number,
      6,
    );
  });

  test('have a limit of divergence of their own', () => {
    const start = { valLoss: 0.1, own: 2, unit: 1, penalty: 0 };
    expect(divergenceLimits(start, classesOf(2))).toEqual({ limit: 200, validationLimit: Number.MAX_VALUE });
  });
});
