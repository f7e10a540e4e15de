import { describe, expect, test } from 'vitest';
import type { Tensor } from '../../../src/training/tensorflow.ts';
import { linearTarget } from '../../training/example-data.ts';
import { backend, layerOf, linearModel, netWith, resultOf, statusOf } from './given-context.ts';

type Activation = 'softmax' | 'sigmoid' | 'tanh' | 'relu';

const endingIn = (activation: Activation) =>
  netWith({ last: (tf) => [tf.layers.activation({ activation })] });
/** Hidden in a layer of the user's own, where it is not taken off. */
const hiddenSoftmax = netWith({ last: (tf) => [layerOf(tf, (input) => tf.softmax(input))] });
const values = { dataset: linearTarget() };

describe('logits', () => {
  test('pass, and so does one final softmax, which is taken off', async () => {
    expect(await statusOf('logits', { family: { build: netWith({}) } })).toMatch(/^pass/);
    expect(await statusOf('logits', { family: { build: endingIn('softmax') } })).toMatch(/^pass/);
    expect(await statusOf('logits', { ...values, family: { build: netWith({}) } })).toMatch(/^pass/);
  });

  test('are not probabilities', async () => {
    expect(await statusOf('logits', { family: { build: hiddenSoftmax } })).toMatch(
      /^fail: .* sum to 1, and must be logits/,
    );
  });

  test.each(['sigmoid', 'tanh'] as const)('are not bounded by %s', async (activation) => {
    expect(await statusOf('logits', { family: { build: endingIn(activation) } })).toMatch(
      /^fail: .*must be logits of any size/,
    );
  });

  test('can be negative', async () => {
    expect(await statusOf('logits', { family: { build: endingIn('relu') } })).toMatch(
      /^fail: .*below 0 cannot be given/,
    );
  });

  test.each(['sigmoid', 'tanh', 'relu'] as const)('of a value are not cut off by %s', async (activation) => {
    expect(await statusOf('logits', { ...values, family: { build: endingIn(activation) } })).toMatch(
      /^fail: .*scaled targets/,
    );
  });
});

describe('loss-pulls', () => {
  const { tf } = backend;
  const crossEntropy = (outputs: Tensor, targets: Tensor) =>
    tf.losses.softmaxCrossEntropy(targets, outputs) as Tensor;
  /** Mean −ln of the right class's probability, which is kept above `least`. */
  const clippedAt = (least: number) => ({
    build: linearModel,
    loss: ({ outputs, targets }: { outputs: Tensor; targets: Tensor }) => {
      const right = tf.sum(tf.mul(tf.softmax(outputs as never), targets), -1);
      return tf.neg(tf.mean(tf.log(tf.clipByValue(right, least, 1))));
    },
  });

  test('passes for the losses of both tasks, and for one of the module’s own', async () => {
    const own = {
      build: linearModel,
      loss: ({ outputs, targets }: { outputs: Tensor; targets: Tensor }) => crossEntropy(outputs, targets),
    };
    for (const given of [{}, values, { family: own }])
      expect(await statusOf('loss-pulls', given)).toMatch(/^pass/);
  });

  test('measures (softmax − target) / rows', async () => {
    const { numbers } = await resultOf('loss-pulls', {});
    const others = Math.exp(-5);
    // Three rows; right and wrong class at logits 0 and 5, and a third class at 0.
    const [wrong, right] = [1 / (1 + 2 * others), others / (1 + 2 * others)];
    expect(numbers.pull5).toBeCloseTo((wrong + 1 - right) / 3, 5);
    expect(numbers.pull50).toBeCloseTo(2 / 3, 5);
  });

  test('measures 2 error / rows of the squared error', async () => {
    const { numbers } = await resultOf('loss-pulls', values);
    expect([numbers.pull5, numbers.pull20, numbers.pull100]).toEqual(
      [10 / 6, 40 / 6, 200 / 6].map((pull) => expect.closeTo(pull, 4)),
    );
  });

  test('fails for a loss that is clipped', async () => {
    expect(await statusOf('loss-pulls', { family: clippedAt(0.01) })).toMatch(
      /^fail: at a margin of 5 .* zero/,
    );
    expect(await statusOf('loss-pulls', { family: clippedAt(1e-7) })).toMatch(
      /^fail: at a margin of 20 .* zero/,
    );
  });

  test('fails for errors of values that are clipped, and not for absolute ones', async () => {
    const lossOf = (error: (difference: Tensor) => Tensor) => ({
      build: linearModel,
      loss: ({ outputs, targets }: { outputs: Tensor; targets: Tensor }) =>
        tf.mean(error(tf.sub(outputs, targets))),
    });
    const clipped = lossOf((difference) => tf.minimum(tf.square(difference), 9));
    expect(await statusOf('loss-pulls', { ...values, family: clipped })).toMatch(
      /^fail: at an error .* of 5 .* zero/,
    );
    expect(await statusOf('loss-pulls', { ...values, family: lossOf(tf.abs) })).toMatch(/^pass/);
  });

  test('fails for a loss of the wrong sign, and for one that is not finite', async () => {
    const wrong = {
      build: linearModel,
      loss: ({ outputs, targets }: { outputs: Tensor; targets: Tensor }) =>
        tf.neg(crossEntropy(outputs, targets)),
    };
    expect(await statusOf('loss-pulls', { family: wrong })).toMatch(/^fail: .* of the wrong sign/);
    const infinite = {
      build: linearModel,
      loss: ({ outputs, targets }: { outputs: Tensor; targets: Tensor }) =>
        tf.mean(tf.mul(tf.exp(tf.mul(outputs, 50)), tf.sub(0.5, targets))),
    };
    expect(await statusOf('loss-pulls', { family: infinite })).toMatch(/^fail: .* the loss is Infinity/);
  });

  test('names a loss that is NaN before its gradient, which may be 0', async () => {
    const logarithmOf = (shift: number) => ({
      build: linearModel,
      loss: ({ outputs }: { outputs: Tensor }) => tf.mean(tf.log(tf.add(outputs, shift))),
    });
    expect(await statusOf('loss-pulls', { family: logarithmOf(-1e9) })).toMatch(
      /^fail: the untrained model’s outputs .* are finite, and their loss is NaN$/,
    );
    expect(await statusOf('loss-of-rows', { family: logarithmOf(-1e9) })).toMatch(/^skip: .* is NaN;/);
  });

  test('fails for outputs that are clipped in the model', async () => {
    const clipped = netWith({
      last: (given) => [layerOf(given, (input) => given.clipByValue(input, -8, 8))],
    });
    expect(await statusOf('loss-pulls', { family: { build: clipped } })).toMatch(
      /^fail: .*get no gradient through the model/,
    );
    expect(await statusOf('loss-pulls', { ...values, family: { build: clipped } })).toMatch(
      /^fail: .*get no gradient/,
    );
    expect(await statusOf('loss-pulls', { ...values, family: { build: endingIn('relu') } })).toMatch(/^fail/);
  });
});
