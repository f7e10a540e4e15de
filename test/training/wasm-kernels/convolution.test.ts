import { describe, it } from 'vitest';
import { Draw, expectAgreement, tf, weighted } from './both-backends.ts';

type Padding =
  | 'valid'
  | 'same'
  | number
  | [[number, number], [number, number], [number, number], [number, number]];

interface Convolution {
  readonly label: string;
  readonly x: { tensor(): tf.Tensor };
  readonly filter: { tensor(): tf.Tensor };
  readonly strides: [number, number];
  readonly pad: Padding;
}

/** Any image, filter, strides and padding of which a convolution can be made. */
function drawConvolution(draw: Draw, lastAxis: readonly [number, number]): Convolution {
  const [filterHeight, filterWidth] = [draw.whole(1, 4), draw.whole(1, 4)];
  const [height, width] = [filterHeight + draw.whole(0, 6), filterWidth + draw.whole(0, 6)];
  const channels = draw.one(1, 2, 3, 4, 5, 8, 9);
  const strides: [number, number] = [draw.whole(1, 3), draw.whole(1, 3)];
  const around = (): [number, number] => [draw.whole(0, 2), draw.whole(0, 2)];
  const pad = draw.one<Padding>('valid', 'same', 'same', [[0, 0], around(), around(), [0, 0]]);
  const x = draw.shape(draw.whole(1, 3), height, width, channels);
  const filter = draw.shape(filterHeight, filterWidth, channels, draw.whole(...lastAxis));
  return { label: JSON.stringify([x.shape, filter.shape, strides, pad]), x, filter, strides, pad };
}

describe('convolutions', () => {
  it('agree with the cpu backend on forty shapes, strides and paddings, forward and backward', async () => {
    for (let number = 0; number < 40; number++) {
      const { label, x, filter, strides, pad } = drawConvolution(new Draw('convolution', number), [1, 17]);
      const convolve = (image: tf.Tensor, weights: tf.Tensor) =>
        tf.conv2d(image as tf.Tensor4D, weights as tf.Tensor4D, strides, pad as 'same');
      await expectAgreement(label, () => [
        convolve(x.tensor(), filter.tensor()),
        ...tf.grads((image, weights) => weighted(convolve(image, weights)))([x.tensor(), filter.tensor()]),
      ]);
    }
  });

  it('agree where the patches go in several blocks', async () => {
    const draw = new Draw('blocks');
    const [x, filter] = [draw.shape(2, 12, 12, 96), draw.shape(3, 3, 96, 1)];
    const loss = (image: tf.Tensor, weights: tf.Tensor) =>
      tf
        .conv2d(image as tf.Tensor4D, weights as tf.Tensor4D, 1, 'same')
        .square()
        .mean() as tf.Scalar;
    await expectAgreement('288 patches of 864', () => tf.grads(loss)([x.tensor(), filter.tensor()]));
  });

  it('agree with dilation, forward, and with every fused activation', async () => {
    for (const activation of ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const) {
      const draw = new Draw('fused', activation);
      const [x, filter, bias] = [draw.shape(2, 9, 8, 3), draw.shape(3, 2, 3, 5), draw.shape(5)];
      await expectAgreement(activation, () =>
        tf.fused.conv2d({
          x: x.tensor() as tf.Tensor4D,
          filter: filter.tensor() as tf.Tensor4D,
          strides: 1,
          pad: 'same',
          dilations: [2, 3],
          bias: bias.tensor(),
          activation,
          preluActivationWeights: bias.tensor(),
          leakyreluAlpha: 0.3,
        }),
      );
    }
  });

  it('agree when transposed, which is their gradient run forward', async () => {
    for (let number = 0; number < 10; number++) {
      const draw = new Draw('transposed', number);
      const [stride, pad] = [draw.whole(1, 3), draw.one<'same' | 'valid'>('same', 'valid')];
      const [height, width] = [draw.whole(2, 5), draw.whole(2, 5)];
      const [x, filter] = [draw.shape(2, height, width, 4), draw.shape(3, 3, 5, 4)];
      const side = (length: number) => (pad === 'same' ? length * stride : (length - 1) * stride + 3);
      const shape: [number, number, number, number] = [2, side(height), side(width), 5];
      await expectAgreement(`${stride} ${pad}`, () => [
        ...tf.grads((image, weights) =>
          weighted(tf.conv2dTranspose(image as tf.Tensor4D, weights as tf.Tensor4D, shape, stride, pad)),
        )([x.tensor(), filter.tensor()]),
      ]);
    }
  });
});

describe('depthwise convolutions', () => {
  it('agree with the cpu backend on forty shapes, strides and paddings, forward and backward', async () => {
    for (let number = 0; number < 40; number++) {
      const { label, x, filter, strides, pad } = drawConvolution(new Draw('depthwise', number), [1, 3]);
      const convolve = (image: tf.Tensor, weights: tf.Tensor) =>
        tf.depthwiseConv2d(image as tf.Tensor4D, weights as tf.Tensor4D, strides, pad as 'same');
      await expectAgreement(label, () => [
        convolve(x.tensor(), filter.tensor()),
        ...tf.grads((image, weights) => weighted(convolve(image, weights)))([x.tensor(), filter.tensor()]),
      ]);
    }
  });

  it('agree with dilation, forward, and with every fused activation', async () => {
    for (const activation of ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const) {
      const draw = new Draw('fused-depthwise', activation);
      const [x, filter, bias] = [draw.shape(2, 9, 8, 3), draw.shape(3, 2, 3, 2), draw.shape(6)];
      await expectAgreement(activation, () =>
        tf.fused.depthwiseConv2d({
          x: x.tensor() as tf.Tensor4D,
          filter: filter.tensor() as tf.Tensor4D,
          strides: 1,
          pad: 'same',
          dilations: [2, 3],
          bias: bias.tensor(),
          activation,
          preluActivationWeights: bias.tensor(),
          leakyreluAlpha: 0.3,
        }),
      );
    }
  });
});
