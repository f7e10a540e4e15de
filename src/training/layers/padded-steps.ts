import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { Tensor, Tf } from '../tensorflow.ts';
import { type OwnLayer, ownLayer } from './own-layer.ts';
import { fixedDense, reshaped, sparseKernel } from './stock-parts.ts';

/**
 * Layers for padded sequences [length, features], of which the last feature is 1 in a step, and all are 0 in padding.
 * With a `flag` is meant that last feature.
 */

/** The sequence as it is; recurrent layers after this one leave their states as they are where it is padding. */
export function maskedSteps(tf: Tf, name: string): OwnLayer {
  return ownLayer(tf, name, {
    className: 'MaskedSteps',
    config: {},
    weights: {},
    shape: (row) => row,
    call: (x) => x,
    stock: (x) => tf.layers.masking({ maskValue: 0 }).apply(x) as SymbolicTensor,
    mask: (x) => tf.reshape(flagsOf(tf, x), x.shape.slice(0, 2)),
  });
}

/** The values of steps as they are, for layers that know no masks. */
export function unmaskedSteps(tf: Tf, name: string): OwnLayer {
  return ownLayer(tf, name, {
    className: 'UnmaskedSteps',
    config: {},
    weights: {},
    shape: (row) => row,
    call: (x) => x,
    // A stock layer that passes on no mask.
    stock: (x) => reshaped(tf, x, ...(x.shape.slice(1) as number[])),
  });
}

/** The steps from the last one to the first: [length, features] or [length]. */
export function reversedSteps(tf: Tf, name: string): OwnLayer {
  return ownLayer(tf, name, {
    className: 'ReversedSteps',
    config: {},
    weights: {},
    shape: (row) => row,
    call: (x) => tf.reverse(x, 1),
    stock(x) {
      const [, length, features] = x.shape as [null, number, number?];
      const places = Array.from({ length }, (_, step) => [step, length - 1 - step, 1] as const);
      const reversed = fixedDense(tf, sparseKernel(length, length, places));
      if (features === undefined) return reversed.apply(x) as SymbolicTensor;
      const turned = () => tf.layers.permute({ dims: [2, 1] });
      return turned().apply(reversed.apply(turned().apply(x))) as SymbolicTensor;
    },
  });
}

/** The flags of the steps: [length, features] → [length, 1]. */
export function stepFlags(tf: Tf, name: string): OwnLayer {
  return ownLayer(tf, name, {
    className: 'StepFlags',
    config: {},
    weights: {},
    shape: ([length = 0]) => [length, 1],
    call: (x) => flagsOf(tf, x),
    stock(x) {
      const features = x.shape[2] as number;
      const kernel = sparseKernel(features, 1, [[features - 1, 0, 1]]);
      return fixedDense(tf, kernel).apply(x) as SymbolicTensor;
    },
  });
}

function flagsOf(tf: Tf, x: Tensor): Tensor {
  const [, length, features] = x.shape as [number, number, number];
  return tf.slice(x, [0, 0, features - 1], [-1, length, 1]);
}

/** The number of places divided by that of steps: flags [length, 1] → [1]. It turns means over places into means over steps. */
export function stepShare(tf: Tf, name: string, length: number): OwnLayer {
  return ownLayer(tf, name, {
    className: 'StepShare',
    config: { length },
    weights: {},
    shape: () => [1],
    call: (flags) => tf.div(length, tf.maximum(tf.sum(flags, 1), 1)),
    stock(flags) {
      const all = fixedDense(tf, new Array<number[]>(length).fill([1]));
      const count = all.apply(reshaped(tf, flags, length)) as SymbolicTensor;
      const shares = Array.from({ length: length + 1 }, (_, each) => [length / Math.max(each, 1)]);
      const table = tf.layers.embedding({
        ...{ inputDim: length + 1, outputDim: 1, trainable: false },
        weights: [tf.tensor2d(shares)],
      });
      return reshaped(tf, table.apply(count) as SymbolicTensor, 1);
    },
  });
}

/** 0 for steps, and a number below all others for padding: flags [length, 1] → [length, 1]. */
export function paddingPenalty(tf: Tf, name: string, below: number): OwnLayer {
  return ownLayer(tf, name, {
    className: 'PaddingPenalty',
    config: { below },
    weights: {},
    shape: (row) => row,
    call: (flags) => tf.mul(tf.sub(1, flags), below),
    stock: (flags) => tf.layers.rescaling({ scale: -below, offset: below }).apply(flags) as SymbolicTensor,
  });
}

/** Zeros before and after the steps: [length, features] → [before + length + after, features]. */
export function extendedSteps(
  tf: Tf,
  name: string,
  { before, after }: { readonly before: number; readonly after: number },
): OwnLayer {
  return ownLayer(tf, name, {
    className: 'ExtendedSteps',
    config: { before, after },
    weights: {},
    shape: ([length = 0, features = 0]) => [before + length + after, features],
    call: (x) =>
      tf.pad(x, [
        [0, 0],
        [before, after],
        [0, 0],
      ]),
    stock(x) {
      const [, length, features] = x.shape as [null, number, number];
      const padding: [[number, number], [number, number]] = [
        [before, after],
        [0, 0],
      ];
      const image = tf.layers.zeroPadding2d({ padding }).apply(reshaped(tf, x, length, 1, features));
      return reshaped(tf, image as SymbolicTensor, before + length + after, features);
    },
  });
}
