import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { Tensor, Tf } from '../tensorflow.ts';

/** The power of two that is added to the variance of a batch normalisation: no rounding when it is taken off again. */
const epsilon = 2 ** -10;

/** `value` × scale + offset. */
export function scaled(tf: Tf, value: SymbolicTensor, scale: number, offset = 0): SymbolicTensor {
  return tf.layers.rescaling({ scale, offset }).apply(value) as SymbolicTensor;
}

export function sumOf(tf: Tf, ...values: SymbolicTensor[]): SymbolicTensor {
  return tf.layers.add().apply(values) as SymbolicTensor;
}

export function productOf(tf: Tf, ...values: SymbolicTensor[]): SymbolicTensor {
  return tf.layers.multiply().apply(values) as SymbolicTensor;
}

export function reshaped(tf: Tf, value: SymbolicTensor, ...targetShape: number[]): SymbolicTensor {
  return tf.layers.reshape({ targetShape }).apply(value) as SymbolicTensor;
}

/** Multiplies the last axis by factors, [length of the last axis]: a batch normalisation of mean 0 and variance 1. */
export function scaledBy(tf: Tf, value: SymbolicTensor, factors: Tensor): SymbolicTensor {
  const layer = tf.layers.batchNormalization({ center: false, epsilon });
  const result = layer.apply(value) as SymbolicTensor;
  const { size } = factors;
  tf.tidy(() =>
    layer.setWeights([tf.reshape(factors, [size]), tf.zeros([size]), tf.fill([size], 1 - epsilon)]),
  );
  return result;
}

/** A dense layer with a fixed kernel [inputs][outputs]. */
export function fixedDense(
  tf: Tf,
  kernel: readonly ArrayLike<number>[],
  { bias, activation }: { readonly bias?: ArrayLike<number>; readonly activation?: 'softplus' } = {},
) {
  const rows = kernel.map((row) => Array.from(row));
  const weights = [tf.tensor2d(rows), ...(bias ? [tf.tensor1d(Array.from(bias))] : [])];
  return tf.layers.dense({
    units: rows[0]?.length ?? 0,
    useBias: bias !== undefined,
    trainable: false,
    weights,
    ...(activation && { activation }),
  });
}

/** A kernel [inputs][outputs] of zeros except for these entries. */
export function sparseKernel(
  inputs: number,
  outputs: number,
  entries: Iterable<readonly [input: number, output: number, value: number]>,
): Float32Array[] {
  const kernel = Array.from({ length: inputs }, () => new Float32Array(outputs));
  for (const [input, output, value] of entries) (kernel[input] as Float32Array)[output] = value;
  return kernel;
}
