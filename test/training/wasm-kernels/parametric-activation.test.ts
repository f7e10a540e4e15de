import { expect, it } from 'vitest';
import { type ActivationName, parametric } from '../../../src/training/layers/hidden-layers.ts';
import type { Tf } from '../../../src/training/tensorflow.ts';
import { parametricKernels } from '../../../src/training/wasm-kernels/elementwise/parametric-activation.ts';
import { Draw, expectAgreement, on, tf, weighted } from './both-backends.ts';

const names: readonly ActivationName[] = ['selu', 'mish', 'relu', 'swish', 'tanh'];

/** Activated numbers, and gradients with respect to the numbers and the mixtures. */
function activated(name: ActivationName, x: readonly number[], shape: number[], units: number) {
  const mixture = tf.tensor1d(new Draw('mixture', units).values(units));
  const inputs = tf.tensor([...x], shape);
  const f = parametric(tf as unknown as Tf, name);
  const loss = (given: tf.Tensor, by: tf.Tensor) =>
    weighted(f({ x: given, mixture: by } as never) as tf.Tensor);
  return [f({ x: inputs, mixture } as never) as tf.Tensor, ...tf.grads(loss)([inputs, mixture])];
}

it.each(names)('%s agrees with separate operations, and so do its gradients', async (name) => {
  for (const [shape, units] of [
    [[5, 1], 1],
    [[7, 4], 4],
    [[3, 2, 9], 9],
  ] as const) {
    const x = new Draw(name, units).values(shape.reduce<number>((size, length) => size * length, 1));
    const wide = x.map((value) => 6 * value);
    await expectAgreement(`${name} of ${shape}`, () => activated(name, wide, [...shape], units));
  }
});

it.each(names)('%s is finite far from zero', async (name) => {
  const far = [-1e4, -200, -90, -30, 30, 90, 200, 1e4];
  const results = await on('wasm', () => activated(name, far, [4, 2], 2));
  expect(results.flatMap(({ values }) => values).every(Number.isFinite)).toBe(true);
});

it('runs as one kernel on wasm, which the cpu backend does not have', async () => {
  await tf.setBackend('wasm');
  for (const kernel of Object.values(parametricKernels)) {
    expect(tf.getKernel(kernel, 'wasm')).toBeDefined();
    expect(tf.getKernel(kernel, 'cpu')).toBeUndefined();
  }
});
