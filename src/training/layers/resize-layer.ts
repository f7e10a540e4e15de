import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { triangleKernel } from '../../study/inputs/triangle-filter.ts';
import type { ImageShape } from '../../study/searched/image-size.ts';
import type { Tensor, Tf } from '../tensorflow.ts';
import { type OwnLayer, ownLayer } from './own-layer.ts';
import { fixedDense } from './stock-parts.ts';

/** Brings images to the size of a trial's: columns first and then rows, each a product with fixed weights. */
export function resizeLayer(tf: Tf, name: string, from: ImageShape, to: ImageShape): OwnLayer {
  const [height, width, channels] = from;
  const [toHeight, toWidth] = to;
  const columns = triangleKernel(width, toWidth);
  const rows = triangleKernel(height, toHeight);
  const product = (x: Tensor, length: number, kernel: readonly Float32Array[]) =>
    tf.matMul(tf.reshape(x, [-1, length]), tf.tensor2d(kernel.map((row) => Array.from(row))));
  const permuted = (x: SymbolicTensor, ...dims: number[]) =>
    tf.layers.permute({ dims }).apply(x) as SymbolicTensor;
  return ownLayer(tf, name, {
    className: 'Resize',
    config: { from, to },
    weights: {},
    shape: () => to,
    call(x) {
      const narrow = product(tf.transpose(x, [0, 1, 3, 2]), width, columns);
      const upright = tf.transpose(tf.reshape(narrow, [-1, height, channels, toWidth]), [0, 3, 2, 1]);
      const small = tf.reshape(product(upright, height, rows), [-1, toWidth, channels, toHeight]);
      return tf.transpose(small, [0, 3, 1, 2]);
    },
    stock(x) {
      const narrow = fixedDense(tf, columns).apply(permuted(x, 1, 3, 2)) as SymbolicTensor;
      const small = fixedDense(tf, rows).apply(permuted(narrow, 3, 2, 1)) as SymbolicTensor;
      return permuted(small, 3, 1, 2);
    },
  });
}
