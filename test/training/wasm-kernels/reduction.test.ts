import { describe, it } from 'vitest';
import { Draw, expectAgreement, tf, weighted } from './both-backends.ts';

type Reduce = (x: tf.Tensor, axes: number[], keepDims: boolean) => tf.Tensor;

const reductions: Readonly<Record<string, Reduce>> = { sum: tf.sum, mean: tf.mean, max: tf.max, min: tf.min };

const cases: readonly (readonly [readonly number[], readonly number[]])[] = [
  [[7], [0]],
  [[], []],
  [[4, 5], [0]],
  [[4, 5], [1]],
  [
    [4, 5],
    [0, 1],
  ],
  [[3, 4, 5], [1]],
  [
    [3, 4, 5],
    [0, 2],
  ],
  [
    [2, 3, 4, 5],
    [1, 2],
  ],
  [
    [2, 3, 4, 5],
    [0, 1, 2],
  ],
  [
    [2, 3, 4, 5],
    [1, 3],
  ],
  [
    [2, 1, 4, 1],
    [1, 3],
  ],
  [[6, 37], [0]],
  [[37, 6], [1]],
];

describe('reductions', () => {
  it('agree with the cpu backend over any axes, forward and backward', async () => {
    for (const [name, reduce] of Object.entries(reductions)) {
      for (const [shape, axes] of cases) {
        for (const keepDims of [true, false]) {
          const x = new Draw(name, JSON.stringify([shape, axes])).shape(...shape);
          const compute = (given: tf.Tensor) => reduce(given, [...axes], keepDims);
          await expectAgreement(`${name} ${JSON.stringify([shape, axes, keepDims])}`, () => [
            compute(x.tensor()),
            tf.grad((given) => weighted(compute(given)))(x.tensor()),
          ]);
        }
      }
    }
  });

  it('sum whole numbers and truths as before', async () => {
    await expectAgreement('int32 and bool', () => [
      tf.sum(tf.tensor2d([1, 2, 3, 4], [2, 2], 'int32'), 0),
      tf.sum(tf.tensor1d([1, 0, 1], 'bool')),
    ]);
  });
});

describe('normalizations', () => {
  it('agree on batch normalization with moments for each channel, forward and backward', async () => {
    for (const shape of [
      [6, 5],
      [3, 4, 5],
      [2, 3, 4, 5],
    ]) {
      const draw = new Draw('batchNorm', shape.length);
      const [x, offset, scale] = [draw.shape(...shape), draw.shape(5), draw.shape(5)];
      const axes = shape.slice(0, -1).map((_, axis) => axis);
      const normalize = (given: tf.Tensor, scales: tf.Tensor, offsets: tf.Tensor) => {
        const { mean, variance } = tf.moments(given, axes);
        return tf.batchNorm(
          given as tf.Tensor4D,
          mean as tf.Tensor1D,
          variance as tf.Tensor1D,
          offsets as tf.Tensor1D,
          scales as tf.Tensor1D,
          1e-3,
        );
      };
      await expectAgreement(`${shape}`, () => [
        normalize(x.tensor(), scale.tensor(), offset.tensor()),
        ...tf.grads((given, scales, offsets) => weighted(normalize(given, scales, offsets)))([
          x.tensor(),
          scale.tensor(),
          offset.tensor(),
        ]),
      ]);
    }
  });

  it('agree on softmax and its gradient, for large logits too', async () => {
    for (const shape of [[5], [3, 7], [2, 3, 4]]) {
      const x = new Draw('softmax', shape.length).shape(...shape);
      await expectAgreement(`${shape}`, () => [
        tf.softmax(x.tensor().mul(60)),
        tf.logSoftmax(x.tensor().mul(60)),
        tf.grad((given) => weighted(tf.softmax(given)))(x.tensor()),
      ]);
    }
  });
});
