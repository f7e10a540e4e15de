import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import { type Random, randomFor } from '../../../src/statistics/random.ts';
import { registerWasmKernels } from '../../../src/training/wasm-kernels/register.ts';

tf.enableProdMode();
await tf.setBackend('cpu');
await tf.setBackend('wasm');
export const machine = registerWasmKernels(tf);

export { type Random, tf };

type Result = tf.Tensor | readonly tf.Tensor[];

/** Numbers of the results of `compute` on one backend, their shapes, and no tensor left behind. */
export async function on(backend: 'wasm' | 'cpu', compute: () => Result) {
  await tf.setBackend(backend);
  const before = tf.memory().numTensors;
  const results = tf.tidy(() => {
    const found = compute();
    return (Array.isArray(found) ? found : [found]).map((each: tf.Tensor) => ({
      shape: each.shape,
      dtype: each.dtype,
      values: [...each.dataSync()],
    }));
  });
  expect(tf.memory().numTensors).toBe(before);
  return results;
}

/** Computes on our kernels and on tfjs's `cpu` backend, which must agree to 1e-4, relative above one. */
export async function expectAgreement(label: string, compute: () => Result): Promise<void> {
  const [ours, theirs] = [await on('wasm', compute), await on('cpu', compute)];
  expect(
    ours.map(({ shape, dtype }) => [shape, dtype]),
    label,
  ).toEqual(theirs.map(({ shape, dtype }) => [shape, dtype]));
  ours.forEach(({ values }, index) => {
    expect(largestDifference(values, theirs[index]?.values ?? []), `${label}, result ${index}`).toBeLessThan(
      1e-4,
    );
  });
}

export function largestDifference(ours: readonly number[], theirs: readonly number[]): number {
  expect(ours.length).toBe(theirs.length);
  return ours.reduce((largest, value, index) => {
    const other = theirs[index] as number;
    if (Object.is(value, other)) return largest;
    const difference = Math.abs(value - other) / Math.max(1, Math.abs(other));
    return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(largest, difference);
  }, 0);
}

/** Draws for one test. */
export class Draw {
  readonly #random: Random;

  constructor(...keys: readonly (string | number)[]) {
    this.#random = randomFor('wasm-kernels', ...keys);
  }

  /** A whole number from `low` to `high`. */
  whole(low: number, high: number): number {
    return low + this.#random.below(high - low + 1);
  }

  one<T>(...choices: readonly T[]): T {
    return choices[this.#random.below(choices.length)] as T;
  }

  /** Values on [-2, 2), of which few are equal. */
  values(count: number): number[] {
    return Array.from({ length: count }, () => this.#random.next() * 4 - 2);
  }

  shape(...lengths: readonly number[]) {
    const values = this.values(lengths.reduce((size, length) => size * length, 1));
    return { shape: [...lengths], values, tensor: () => tf.tensor(values, [...lengths]) };
  }
}

/** Loss Σ weightᵢ · yᵢ with weights that differ, so that every entry of a gradient is seen. */
export function weighted(y: tf.Tensor): tf.Scalar {
  const weights = tf.tensor(
    Array.from({ length: y.size }, (_, index) => Math.sin(1 + index)),
    y.shape,
  );
  return tf.sum(tf.mul(y, weights)) as tf.Scalar;
}
