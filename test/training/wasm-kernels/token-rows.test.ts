import { expect, it } from 'vitest';
import { embedTokens } from '../../../src/training/layers/token-embedding.ts';
import type { Tf } from '../../../src/training/tensorflow.ts';
import { tokenKernels } from '../../../src/training/wasm-kernels/movements/token-rows.ts';
import { Draw, expectAgreement, tf, weighted } from './both-backends.ts';

it('embeddings of tokens and their gradients agree with separate operations, repeated and missing ids included', async () => {
  for (const [rows, length, size, width] of [
    [1, 1, 2, 1],
    [5, 3, 4, 4],
    [4, 9, 7, 6],
    [3, 5, 40, 16],
  ] as const) {
    await expectAgreement(`${rows} texts of ${length} of ${size} tokens, ${width} each`, () => {
      const draw = new Draw('tokens', rows, length, size, width);
      const ids = draw.values(rows * length).map((value) => Math.floor((Math.abs(value) * 7919) % size));
      const table = tf.tensor(draw.values(size * width), [size, width]);
      const given = tf.tensor(ids, [rows, length]);
      const f = (numbers: tf.Tensor, places: tf.Tensor) =>
        embedTokens(tf as unknown as Tf)({ table: numbers, ids: places } as never) as tf.Tensor;
      const loss = (...both: tf.Tensor[]) => weighted(f(...(both as [tf.Tensor, tf.Tensor])));
      return [f(table, given), ...tf.grads(loss)([table, given])];
    });
  }
});

it('padding is zeros, and an id outside the table too', async () => {
  await tf.setBackend('wasm');
  const table = tf.tensor([9, 9, 1, 2, 3, 4], [3, 2]);
  const embedded = embedTokens(tf as unknown as Tf)({ table, ids: tf.tensor([0, 2, 1, 7], [1, 4]) } as never);
  expect([...embedded.dataSync()]).toEqual([0, 0, 3, 4, 1, 2, 0, 0]);
});

it('run as one kernel on wasm, which the cpu backend does not have', async () => {
  await tf.setBackend('wasm');
  for (const kernel of Object.values(tokenKernels)) {
    expect(tf.getKernel(kernel, 'wasm')).toBeDefined();
    expect(tf.getKernel(kernel, 'cpu')).toBeUndefined();
  }
});
