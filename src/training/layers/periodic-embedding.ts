import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { Tensor, Tf } from '../tensorflow.ts';
import { periodicKernels } from '../wasm-kernels/elementwise/periodic-features.ts';
import { stockCosine } from './cosine.ts';
import { ownOperation } from './own-kernel.ts';
import { type OwnLayer, ownLayer } from './own-layer.ts';
import { fixedDense, sparseKernel, sumOf } from './stock-parts.ts';

export interface EmbeddingShape {
  /** Inputs, each of which is embedded by itself. */
  readonly numbers: number;
  /** Cosines of each number. */
  readonly frequencies: number;
  /** Numbers that are learned from the cosines and stand beside the number itself. */
  readonly learned: number;
  /** Standard deviation of the initial frequencies. */
  readonly spread: number;
  /** The largest absolute value of an input. */
  readonly bound: number;
}

type Weights = Readonly<Record<'frequencies' | 'phases' | 'kernel' | 'bias', Tensor>>;

const tau = 2 * Math.PI;

/**
 * cos(2π f x + p) of numbers x [rows, numbers] with f and p [numbers, 1, frequencies]: [numbers, rows, frequencies], so
 * that each number can have a matrix product of its own. By the backend's own kernel if it has one.
 */
export function periodic(tf: Tf) {
  return ownOperation(
    tf,
    periodicKernels,
    ['x', 'frequencies', 'phases'],
    {},
    ({ x, frequencies, phases }) => {
      const columns = tf.expandDims(tf.mul(tf.transpose(x), tau), 2);
      return tf.cos(tf.add(tf.mul(columns, frequencies), phases));
    },
  );
}

/**
 * PBLD ("periodic bias linear densenet", Holzmüller et al. 2024; after Gorishniy et al. 2022): each number x becomes x
 * and `learned` linear combinations of cos(2π f x + p). [numbers] → [numbers · (1 + learned)].
 */
export function periodicEmbeddingLayer(tf: Tf, name: string, shape: EmbeddingShape): OwnLayer {
  const { numbers, frequencies, learned, spread } = shape;
  const width = 1 + learned;
  const limit = frequencies ** -0.5;
  return ownLayer(tf, name, {
    className: 'PeriodicEmbedding',
    config: { ...shape },
    weights: {
      frequencies: {
        shape: [numbers, 1, frequencies],
        start: (each) => tf.randomNormal(each, 0, spread),
      },
      phases: {
        shape: [numbers, 1, frequencies],
        start: (each) => tf.randomUniform(each, -Math.PI, Math.PI),
      },
      kernel: {
        shape: [numbers, frequencies, learned],
        start: (each) => tf.randomUniform(each, -limit, limit),
      },
      bias: { shape: [numbers, 1, learned], start: (each) => tf.zeros(each) },
    },
    shape: () => [numbers * width],
    call(x, weights) {
      const cosines = periodic(tf)({ x, frequencies: weights.frequencies, phases: weights.phases });
      const combined = tf.add(tf.matMul(cosines as never, weights.kernel as never), weights.bias);
      const rows = tf.transpose(combined, [1, 0, 2]);
      const joined = tf.concat([tf.reshape(x, [-1, numbers, 1]), rows] as never, 2);
      return tf.reshape(joined, [-1, numbers * width]);
    },
    stock: (x, weights) => stockEmbedding(tf, x, shape, weights),
  });
}

function stockEmbedding(
  tf: Tf,
  x: SymbolicTensor,
  { numbers, frequencies, learned, bound }: EmbeddingShape,
  weights: Weights,
): SymbolicTensor {
  const width = 1 + learned;
  const turns = weights.frequencies.dataSync();
  const phases = weights.phases.dataSync();
  const kernel = weights.kernel.dataSync();
  const bias = weights.bias.dataSync();
  const angles = fixedDense(
    tf,
    sparseKernel(
      numbers,
      numbers * frequencies,
      Array.from(turns, (turn, at) => [Math.floor(at / frequencies), at, tau * turn] as const),
    ),
    { bias: phases },
  );
  const largest = Array.from(turns, (turn, at) => tau * bound * Math.abs(turn) + Math.abs(phases[at] ?? 0));
  const cosines = stockCosine(tf, angles.apply(x) as SymbolicTensor, Math.max(...largest));
  const combinations = fixedDense(
    tf,
    sparseKernel(
      numbers * frequencies,
      numbers * width,
      Array.from(kernel, (value, at) => {
        const input = Math.floor(at / learned);
        return [input, Math.floor(input / frequencies) * width + 1 + (at % learned), value] as const;
      }),
    ),
    {
      bias: Float32Array.from({ length: numbers * width }, (_, at) =>
        at % width === 0 ? 0 : (bias[Math.floor(at / width) * learned + (at % width) - 1] as number),
      ),
    },
  );
  const itself = fixedDense(
    tf,
    sparseKernel(
      numbers,
      numbers * width,
      Array.from({ length: numbers }, (_, number) => [number, number * width, 1] as const),
    ),
  );
  return sumOf(tf, combinations.apply(cosines) as SymbolicTensor, itself.apply(x) as SymbolicTensor);
}
