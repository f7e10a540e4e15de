import { describe, expect, it } from 'vitest';
import { Draw, machine, on, tf } from './both-backends.ts';
import { directConvolution, type Geometry } from './direct-convolution.ts';

/** Shapes whose tiles fill several blocks, cross the edges of images, and leave rows and columns beyond them. */
const geometries: readonly Geometry[] = [
  geometryOf([2, 11, 10], [16, 24], [0, 0], [9, 8]),
  geometryOf([2, 7, 7], [24, 16], [1, 1], [7, 7]),
  geometryOf([1, 6, 8], [16, 16], [2, 2], [8, 10]),
  geometryOf([1, 10, 9], [16, 24], [0, 2], [8, 9]),
  geometryOf([1, 12, 14], [128, 16], [1, 1], [12, 14]),
  geometryOf([1030, 2, 2], [16, 16], [1, 1], [2, 2]),
];

type Pair = readonly [number, number];

function geometryOf(
  [batch, height, width]: readonly [number, number, number],
  [inChannels, outChannels]: Pair,
  [padTop, padLeft]: Pair,
  [outHeight, outWidth]: Pair,
): Geometry {
  return { batch, height, width, inChannels, outChannels, padTop, padLeft, outHeight, outWidth };
}

describe('convolutions by tiles', () => {
  it.each(geometries)('agree with sums of all products in double precision: %o', async (geometry) => {
    const { batch, height, width, inChannels, outChannels, outHeight, outWidth, padTop, padLeft } = geometry;
    const draw = new Draw('winograd', JSON.stringify(geometry));
    const x = draw.shape(batch, height, width, inChannels);
    const filter = draw.shape(3, 3, inChannels, outChannels);
    const bias = draw.shape(outChannels);
    const dy = draw.shape(batch, outHeight, outWidth, outChannels);
    const padBottom = outHeight + 2 - height - padTop;
    const padRight = outWidth + 2 - width - padLeft;
    const pad = [
      [0, 0],
      [padTop, padBottom],
      [padLeft, padRight],
      [0, 0],
    ] as const;
    const ran: string[] = [];
    machine.recorder = ({ calls }) => ran.push(...calls.map(({ routine }) => routine.name));
    const results = await on('wasm', () => {
      const convolve = (image: tf.Tensor, weights: tf.Tensor) =>
        tf.conv2d(image as tf.Tensor4D, weights as tf.Tensor4D, 1, pad as never);
      const gradients = tf.grads(convolve)([x.tensor(), filter.tensor()], dy.tensor());
      const fused = { x: x.tensor(), filter: filter.tensor(), strides: 1, pad, bias: bias.tensor() };
      return [tf.fused.conv2d({ ...fused, activation: 'relu' } as never), ...gradients];
    }).finally(() => {
      machine.recorder = undefined;
    });
    expect(ran.filter((name) => /^winograd/.test(name)).sort()).toEqual([
      ...['winograd', 'winograd', 'winograd', 'winograd-filter-gradient'],
    ]);
    const [images, taps, biases, gradients] = [x, filter, bias, dy].map(({ values }) =>
      Float32Array.from(values),
    );
    const expected = directConvolution(geometry, {
      ...{ x: images as Float32Array, filter: taps as Float32Array },
      ...{ bias: biases as Float32Array, dy: gradients as Float32Array },
    });
    results.forEach(({ values }, index) => {
      const { sums, magnitudes } = expected[index] as (typeof expected)[number];
      const worst = sums.reduce((largest, sum, at) => {
        const error = Math.abs((values[at] as number) - Math.fround(sum));
        return Math.max(largest, error / (magnitudes[at] as number));
      }, 0);
      expect(worst).toBeLessThan(1e-6);
    });
  });
});
