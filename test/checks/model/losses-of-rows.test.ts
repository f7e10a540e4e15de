import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../../src/data/dataset.ts';
import type { Tensor } from '../../../src/training/tensorflow.ts';
import { linearTarget, separableBlobs } from '../../training/example-data.ts';
import { backend, linearModel, resultOf, statusOf } from './given-context.ts';

const { tf } = backend;

interface LossInput {
  readonly outputs: Tensor;
  readonly targets: Tensor;
  readonly weights: Tensor | undefined;
}

const withLoss = (loss: (input: LossInput) => Tensor, dataset: Dataset = separableBlobs()) => ({
  dataset,
  family: { build: linearModel, loss },
});
const crossEntropies = ({ outputs, targets }: LossInput) =>
  tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(outputs)), -1));
const errors = ({ outputs, targets }: LossInput) => tf.squaredDifference(outputs, targets);

const values = linearTarget();
/** Each row weighs as much as its number. */
const weighted: Dataset = {
  ...values,
  splits: {
    ...values.splits,
    train: {
      ...values.splits.train,
      lossWeight: Float32Array.from({ length: values.splits.train.rows }, (_, row) => 0.1 * (row + 1)),
    },
  },
};

describe('loss-of-rows', () => {
  test('passes for the losses of both tasks, and says their mean', async () => {
    for (const given of [{}, { dataset: values }, { dataset: weighted }]) {
      const { status, message, numbers } = await resultOf('loss-of-rows', given);
      expect({ status, message }).toMatchObject({
        status: 'pass',
        message: expect.stringMatching(/is the mean of their own losses/),
      });
      expect(numbers.batchLoss).toBeCloseTo(numbers.meanOfRows as number, 4);
    }
  });

  test.each<[string, Parameters<typeof withLoss>]>([
    ['a sum', [(input) => tf.sum(crossEntropies(input))]],
    ['a root of the mean square', [(input) => tf.sqrt(tf.mean(errors(input))), values]],
    [
      'a mean by the weights of the batch',
      [
        (input) => {
          const weights = input.weights as Tensor;
          return tf.div(tf.sum(tf.mul(errors(input), weights)), tf.sum(weights)) as Tensor;
        },
        weighted,
      ],
    ],
    [
      'a focal loss',
      [
        (input) => {
          const each = crossEntropies(input);
          return tf.mean(tf.mul(tf.square(tf.sub(1, tf.exp(tf.neg(each)))), each));
        },
      ],
    ],
  ])('passes for %s, which trains as a mean does', async (_, given) => {
    expect(await statusOf('loss-of-rows', withLoss(...given))).toMatch(/^pass/);
  });

  test('counts rows without a part, rows that are pulled away, and rows that others turn', async () => {
    const first = withLoss((input) => tf.mean(tf.slice(crossEntropies(input), 0, 1)));
    expect((await resultOf('loss-of-rows', first)).numbers).toMatchObject({ ignored: 15, reversed: 0 });
    const means = withLoss(
      ({ outputs, targets }) => tf.abs(tf.sub(tf.mean(outputs), tf.mean(targets))),
      values,
    );
    const { status, numbers } = await resultOf('loss-of-rows', means);
    expect(status).toBe('fail');
    expect(numbers.reversed).toBeGreaterThan(0);
    const centred = withLoss(({ outputs, targets, ...rest }) =>
      tf.mean(crossEntropies({ outputs: tf.sub(outputs, tf.mean(outputs, 0)), targets, ...rest })),
    );
    expect(await statusOf('loss-of-rows', centred)).toMatch(/^warn: .*by the other rows too/);
  });
});
