import { describe, expect, it } from 'vitest';
import { Draw, expectAgreement, largestDifference, machine, on, tf, weighted } from './both-backends.ts';

describe('matrix products', () => {
  it('agree with the cpu backend whichever operand is transposed, forward and backward', async () => {
    for (let number = 0; number < 40; number++) {
      const draw = new Draw('matMul', number);
      const [rows, depth, columns] = [draw.whole(1, 20), draw.whole(1, 40), draw.whole(1, 20)];
      const [transposeA, transposeB] = [draw.one(true, false), draw.one(true, false)];
      const a = transposeA ? draw.shape(depth, rows) : draw.shape(rows, depth);
      const b = transposeB ? draw.shape(columns, depth) : draw.shape(depth, columns);
      const multiply = (left: tf.Tensor, right: tf.Tensor) => tf.matMul(left, right, transposeA, transposeB);
      await expectAgreement(`${rows}×${depth}×${columns} ${transposeA} ${transposeB}`, () => [
        multiply(a.tensor(), b.tensor()),
        ...tf.grads((left, right) => weighted(multiply(left, right)))([a.tensor(), b.tensor()]),
      ]);
    }
  });

  it('agree beyond the sizes of a block, where depth, columns and rows go in several', async () => {
    for (const [rows, depth, columns] of [
      [3, 600, 9],
      [101, 257, 8],
      [5, 3, 1030],
      [200, 300, 17],
    ] as const) {
      const draw = new Draw('blocks', rows);
      const [a, b] = [draw.shape(rows, depth), draw.shape(columns, depth)];
      await expectAgreement(`${rows}×${depth}×${columns}`, () =>
        tf.matMul(a.tensor().mul(0.1), b.tensor().mul(0.1), false, true),
      );
    }
  });

  it('agree for batches, and for batches broadcast against each other', async () => {
    for (const [aBatch, bBatch] of [
      [[3], [3]],
      [[1], [4]],
      [
        [2, 1],
        [1, 3],
      ],
      [
        [2, 3],
        [1, 1],
      ],
    ] as const) {
      const draw = new Draw('batch', ...aBatch, ...bBatch);
      const [a, b] = [draw.shape(...aBatch, 4, 5), draw.shape(...bBatch, 5, 6)];
      const batch = aBatch.map((length, axis) => Math.max(length, bBatch[axis] ?? 1));
      const ours = await on('wasm', () => tf.matMul(a.tensor(), b.tensor()));
      // Broadcast by hand: the cpu backend itself is wrong where each of the two has an axis that the other lacks.
      const theirs = await on('cpu', () =>
        tf.matMul(a.tensor().broadcastTo([...batch, 4, 5]), b.tensor().broadcastTo([...batch, 5, 6])),
      );
      expect(ours[0]?.shape).toEqual(theirs[0]?.shape);
      expect(largestDifference(ours[0]?.values ?? [], theirs[0]?.values ?? [])).toBeLessThan(1e-4);
    }
  });

  it('add a bias and apply every fused activation, transposed or not', async () => {
    for (const activation of ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const) {
      for (const transposeB of [true, false]) {
        const draw = new Draw('fused', activation);
        const [a, b] = [draw.shape(7, 300), transposeB ? draw.shape(11, 300) : draw.shape(300, 11)];
        const [bias, slopes] = [draw.shape(11), draw.shape(11)];
        await expectAgreement(`${activation} ${transposeB}`, () =>
          tf.fused.matMul({
            a: a.tensor() as tf.Tensor2D,
            b: b.tensor() as tf.Tensor2D,
            transposeB,
            bias: bias.tensor(),
            activation,
            preluActivationWeights: slopes.tensor(),
            leakyreluAlpha: 0.3,
          }),
        );
      }
    }
  });

  it('see weights that are changed where they stand', async () => {
    await tf.setBackend('wasm');
    const [a, b] = [tf.ones([2, 3]), tf.ones([3, 9])];
    tf.matMul(a, b).dispose();
    new Float32Array(machineMemory(), machine.address(b), 27).fill(2);
    const product = tf.matMul(a, b);
    expect([...product.dataSync()]).toEqual(new Array(18).fill(6));
    tf.dispose([a, b, product]);
  });

  it('write nothing beside their result', async () => {
    const draw = new Draw('beside');
    const [a, b] = [draw.shape(5, 6), draw.shape(6, 3)];
    const [untouched] = await on('wasm', () => {
      const neighbours = Array.from({ length: 8 }, () => tf.ones([3]));
      const product = tf.matMul(a.tensor(), b.tensor());
      neighbours.push(product, ...Array.from({ length: 8 }, () => tf.ones([3])));
      tf.matMul(a.tensor(), b.tensor());
      return tf.concat(neighbours.filter((each) => each !== product));
    });
    expect(untouched?.values.every((value) => value === 1)).toBe(true);
  });
});

function machineMemory(): ArrayBuffer {
  const { wasm } = tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array<ArrayBuffer> } };
  return wasm.HEAPU8.buffer;
}
