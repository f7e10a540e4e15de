import { describe, expect, it } from 'vitest';
import { Draw, expectAgreement, largestDifference, on, tf, weighted } from './both-backends.ts';

type Pool = (x: tf.Tensor) => tf.Tensor;

interface Pooling {
  readonly label: string;
  readonly x: ReturnType<Draw['shape']>;
  readonly max: Pool;
  readonly average: Pool;
}

function drawPooling(draw: Draw, paddings: readonly ('valid' | 'same')[]): Pooling {
  const window: [number, number] = [draw.whole(1, 4), draw.whole(1, 4)];
  const strides: [number, number] = [draw.whole(1, 3), draw.whole(1, 3)];
  const pad = draw.one(...paddings);
  const channels = draw.one(1, 2, 3, 4, 5, 8, 9);
  const x = draw.shape(
    draw.whole(1, 3),
    window[0] + draw.whole(0, 6),
    window[1] + draw.whole(0, 6),
    channels,
  );
  return {
    label: JSON.stringify([x.shape, window, strides, pad]),
    x,
    max: (image) => tf.maxPool(image as tf.Tensor4D, window, strides, pad),
    average: (image) => tf.avgPool(image as tf.Tensor4D, window, strides, pad),
  };
}

describe('poolings', () => {
  it('agree with the cpu backend on forty shapes, windows, strides and paddings', async () => {
    for (let number = 0; number < 40; number++) {
      const { label, x, max, average } = drawPooling(new Draw('pool', number), ['valid', 'same']);
      await expectAgreement(label, () => [
        max(x.tensor()),
        average(x.tensor()),
        tf.grad((image) => weighted(max(image)))(x.tensor()),
      ]);
    }
  });

  it('agree on the gradient of averages that see no padding', async () => {
    for (let number = 0; number < 20; number++) {
      const { label, x, average } = drawPooling(new Draw('average', number), ['valid']);
      await expectAgreement(label, () => tf.grad((image) => weighted(average(image)))(x.tensor()));
    }
  });

  it('give averages that do see padding the gradient that follows from their values', async () => {
    for (let number = 0; number < 20; number++) {
      const { label, x, average } = drawPooling(new Draw('padded', number), ['same']);
      const [height, width, channels] = x.shape.slice(1) as [number, number, number];
      const gradient = () =>
        tf.grad((image) => weighted(average(image)))(tf.zeros([1, height, width, channels]));
      // An average is linear: its derivative by a pixel is its value where that pixel is one and the others zero.
      const values = () => {
        const entries = height * width * channels;
        const units = average(tf.eye(entries).reshape([entries, height, width, channels]));
        const each = units.reshape([entries, -1]);
        const weights = tf.tensor2d(
          Array.from({ length: each.shape[1] as number }, (_, index) => [Math.sin(1 + index)]),
        );
        return tf.matMul(each as tf.Tensor2D, weights).reshape([1, height, width, channels]);
      };
      const [ours, derived] = [await on('wasm', gradient), await on('cpu', values)];
      expect(largestDifference(ours[0]?.values ?? [], derived[0]?.values ?? []), label).toBeLessThan(1e-4);
    }
  });

  it('give the first of equal maxima the gradient, and a window of negative numbers its own', async () => {
    for (const values of [
      [1, 1, 1, 1],
      [-3, -1, -2, -1],
    ]) {
      await expectAgreement(`${values}`, () => {
        const pool = (image: tf.Tensor) => tf.maxPool(image as tf.Tensor4D, 2, 2, 'valid');
        return tf.grad((image) => weighted(pool(image)))(tf.tensor4d(values, [1, 2, 2, 1]));
      });
    }
  });
});
