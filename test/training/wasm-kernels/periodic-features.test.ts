import { expect, it } from 'vitest';
import { periodic } from '../../../src/training/layers/periodic-embedding.ts';
import type { Tf } from '../../../src/training/tensorflow.ts';
import { periodicKernels } from '../../../src/training/wasm-kernels/elementwise/periodic-features.ts';
import { Draw, expectAgreement, tf, weighted } from './both-backends.ts';

it('cosines and their gradients agree with separate operations', async () => {
  for (const [rows, numbers, width] of [
    [1, 1, 1],
    [5, 3, 4],
    [4, 2, 7],
    [3, 5, 16],
  ] as const) {
    await expectAgreement(`${rows} rows of ${numbers}, ${width} each`, () => {
      const draw = new Draw('periodic', rows, numbers, width);
      const inputs = [
        tf.tensor(draw.values(rows * numbers), [rows, numbers]),
        tf.tensor(draw.values(numbers * width), [numbers, 1, width]),
        tf.tensor(draw.values(numbers * width), [numbers, 1, width]),
      ];
      const f = (x: tf.Tensor, frequencies: tf.Tensor, phases: tf.Tensor) =>
        periodic(tf as unknown as Tf)({ x, frequencies, phases } as never) as tf.Tensor;
      const loss = (...given: tf.Tensor[]) => weighted(f(...(given as [tf.Tensor, tf.Tensor, tf.Tensor])));
      return [f(...(inputs as [tf.Tensor, tf.Tensor, tf.Tensor])), ...tf.grads(loss)(inputs)];
    });
  }
});

it('run as one kernel on wasm, which the cpu backend does not have', async () => {
  await tf.setBackend('wasm');
  for (const kernel of Object.values(periodicKernels)) {
    expect(tf.getKernel(kernel, 'wasm')).toBeDefined();
    expect(tf.getKernel(kernel, 'cpu')).toBeUndefined();
  }
});
