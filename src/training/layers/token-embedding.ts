import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { Tensor, Tf } from '../tensorflow.ts';
import { tokenKernels } from '../wasm-kernels/movements/token-rows.ts';
import { ownOperation } from './own-kernel.ts';
import { type OwnLayer, ownLayer } from './own-layer.ts';
import { fixedDense, reshaped } from './stock-parts.ts';

interface TokenShape {
  /** Token ids of a row. */
  readonly length: number;
  /** Different ids. */
  readonly size: number;
}

export interface TokenEmbeddingShape extends TokenShape {
  /** Learned numbers of a token. */
  readonly width: number;
  /** Standard deviation of the initial numbers. */
  readonly spread: number;
  /** Recurrent layers after this one leave their states as they are where it is padding. */
  readonly hasMask?: boolean | undefined;
}

/**
 * Rows of a table [size, width] at token ids, floats [rows, length]: [rows, length, width], zeros for id 0, which is
 * padding. By the backend's own kernels if it has them. Ids have gradients of 0.
 */
export function embedTokens(tf: Tf) {
  return ownOperation(tf, tokenKernels, ['table', 'ids'], {}, ({ table, ids }) => otherwise(tf)(table, ids));
}

function otherwise(tf: Tf) {
  return tf.customGrad((...given) => {
    const [table, ids] = given as unknown as [Tensor, Tensor];
    const save = given.at(-1) as unknown as (saved: Tensor[]) => void;
    save([ids]);
    const [size, width] = table.shape as [number, number];
    const value = tf.mul(tf.gather(table, tf.cast(ids, 'int32')), tf.expandDims(tf.step(ids), -1));
    const gradFunc = (dy: Tensor, [places]: Tensor[]) => {
      const flat = tf.reshape(places as Tensor, [-1]);
      const own = tf.mul(tf.reshape(dy, [-1, width]), tf.expandDims(tf.step(flat), -1));
      return [sumByRow(tf, own, tf.cast(flat, 'int32'), size), tf.zerosLike(places as Tensor)];
    };
    return { value, gradFunc: gradFunc as never };
  });
}

/** Sums of the rows with each id: [size, width]. The kernel of the backend `cpu` visits every number once for each id. */
function sumByRow(tf: Tf, rows: Tensor, ids: Tensor, size: number): Tensor {
  if (tf.getBackend() !== 'cpu') return tf.unsortedSegmentSum(rows as never, ids as never, size);
  const width = rows.shape[1] as number;
  const sums = new Float32Array(size * width);
  const values = rows.dataSync();
  ids.dataSync().forEach((id, row) => {
    for (let at = 0; at < width; at++) {
      sums[id * width + at] = (sums[id * width + at] as number) + (values[row * width + at] as number);
    }
  });
  return tf.tensor(sums, [size, width]);
}

/** Embeds token ids: [length] → [length, width]; padding becomes zeros. */
export function tokenEmbeddingLayer(tf: Tf, name: string, shape: TokenEmbeddingShape): OwnLayer {
  const { length, size, width, spread, hasMask = false } = shape;
  return ownLayer(tf, name, {
    className: 'TokenEmbedding',
    config: { ...shape },
    weights: { table: { shape: [size, width], start: (each) => tf.randomNormal(each, 0, spread) } },
    shape: () => [length, width],
    call: (ids, { table }) => embedTokens(tf)({ table, ids }),
    stock: (ids, { table }) => lookUp(tf, ids, withoutPadding(table), { inputDim: size, maskZero: hasMask }),
    ...(hasMask && { mask: (ids: Tensor) => tf.step(ids) }),
  });
}

function withoutPadding(table: Tensor): Float32Array {
  return Float32Array.from(table.dataSync()).fill(0, 0, table.shape[1] as number);
}

/** A stock embedding layer with these numbers, [ids, width]: [length] → [length, width]. */
function lookUp(
  tf: Tf,
  ids: SymbolicTensor,
  values: Float32Array,
  { inputDim, maskZero = false }: { readonly inputDim: number; readonly maskZero?: boolean },
): SymbolicTensor {
  const outputDim = values.length / inputDim;
  const weights = [tf.tensor2d(values, [inputDim, outputDim])];
  const options = { inputDim, outputDim, weights, maskZero, trainable: false };
  return tf.layers.embedding(options).apply(ids) as SymbolicTensor;
}

/** 1 for tokens and 0 for padding: [length] → [length, 1]. */
export function tokenFlagsLayer(tf: Tf, name: string, { length, size }: TokenShape): OwnLayer {
  return ownLayer(tf, name, {
    className: 'TokenFlags',
    config: { length, size },
    weights: {},
    shape: () => [length, 1],
    call: (ids) => tf.expandDims(tf.step(ids), -1),
    stock: (ids) => flagsOf(tf, ids, size),
  });
}

function flagsOf(tf: Tf, ids: SymbolicTensor, size: number): SymbolicTensor {
  return lookUp(tf, ids, new Float32Array(size).fill(1, 1), { inputDim: size });
}

/**
 * The number of places divided by that of tokens which are no padding, and 0 without any: [length] → [1]. It turns the
 * mean over all places, where padding is zeros, into the mean over the tokens.
 */
export function tokenShareLayer(tf: Tf, name: string, { length, size }: TokenShape): OwnLayer {
  return ownLayer(tf, name, {
    className: 'TokenShare',
    config: { length, size },
    weights: {},
    shape: () => [1],
    call(ids) {
      const count = tf.sum(tf.step(ids), -1, true);
      return tf.mul(tf.div(length, tf.maximum(count, 1)), tf.step(count));
    },
    stock(ids) {
      const flags = reshaped(tf, flagsOf(tf, ids, size), length);
      const count = fixedDense(tf, new Array<number[]>(length).fill([1])).apply(flags) as SymbolicTensor;
      const shares = Float32Array.from({ length: length + 1 }, (_, each) => (each === 0 ? 0 : length / each));
      return reshaped(tf, lookUp(tf, count, shares, { inputDim: length + 1 }), 1);
    },
  });
}
