import { describe, expect, test } from 'vitest';
import { releasing } from '../../src/training/release.ts';
import type { LayersModel, Tf } from '../../src/training/tensorflow.ts';
import { encodeWeights, restoreWeights } from '../../src/training/weights.ts';
import { onEachBackend } from './each-backend.ts';

/** Kernels, biases, and the moving averages that no step trains. */
function build(tf: Tf, units = 5): LayersModel {
  return tf.sequential({
    layers: [
      tf.layers.dense({ units, inputShape: [3], kernelInitializer: 'heNormal' }),
      tf.layers.batchNormalization(),
      tf.layers.dense({ units: 2 }),
    ],
  });
}

function bits(model: LayersModel): number[][] {
  return model.getWeights().map((weight) => [...new Uint32Array(new Float32Array(weight.dataSync()).buffer)]);
}

await onEachBackend(({ tf, machine }) => {
  describe('weights', () => {
    test('come back bit for bit, with their model’s predictions', async () => {
      await releasing(tf, async () => {
        const [one, other] = [build(tf), build(tf)];
        expect(bits(other)).not.toEqual(bits(one));
        restoreWeights(tf, other, encodeWeights(one));
        expect(bits(other)).toEqual(bits(one));
        const x = tf.randomUniform([4, 3]);
        const [expected, actual] = [one, other].map((model) => (model.predict(x) as typeof x).dataSync());
        expect(actual).toEqual(expected);
      });
    });

    test('come back whatever numbers they are', async () => {
      await releasing(tf, async () => {
        const odd = [-0, 1e-45, -3.4028235e38, Number.POSITIVE_INFINITY, 0.1, 16777216];
        const twoByThree = () =>
          tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3], useBias: false })] });
        const [one, other] = [twoByThree(), twoByThree()];
        one.setWeights([tf.tensor2d(odd, [3, 2])]);
        restoreWeights(tf, other, encodeWeights(one));
        expect(bits(other)).toEqual([[...new Uint32Array(Float32Array.from(odd).buffer)]]);
      });
    });

    test('are read from wherever their bytes lie in a buffer', async () => {
      await releasing(tf, async () => {
        const [one, other] = [build(tf), build(tf)];
        const bytes = encodeWeights(one);
        const wide = Buffer.alloc(bytes.length + 8);
        wide.set(bytes, 3);
        restoreWeights(tf, other, wide.subarray(3, 3 + bytes.length));
        expect(bits(other)).toEqual(bits(one));
      });
    });

    test('take the place of earlier ones of the same length, and of no others', async () => {
      await releasing(tf, async () => {
        const [one, other, larger] = [build(tf), build(tf), build(tf, 4)];
        const [first, second] = [encodeWeights(one), encodeWeights(other)];
        expect(second).not.toEqual(first);
        expect(encodeWeights(other, { earlier: first, machine })).toBe(first);
        expect(first).toEqual(second);
        expect(encodeWeights(larger, { earlier: first })).toEqual(encodeWeights(larger));
        expect(first).toEqual(second);
      });
    });

    test('of other shapes, fewer or cut off raise an Error and leave the model as it was', async () => {
      await releasing(tf, async () => {
        const model = build(tf);
        const before = bits(model);
        const bytes = encodeWeights(model);
        const fewer = tf.sequential({ layers: [tf.layers.dense({ units: 5, inputShape: [3] })] });
        for (const unfit of [
          encodeWeights(build(tf, 4)),
          encodeWeights(fewer),
          bytes.subarray(0, bytes.length - 4),
        ]) {
          expect(() => restoreWeights(tf, model, unfit)).toThrow(Error);
          expect(bits(model)).toEqual(before);
        }
      });
    });

    test('are encoded and restored without leaving a tensor behind', async () => {
      await releasing(tf, async () => {
        const model = build(tf);
        const before = tf.memory().numTensors;
        const bytes = encodeWeights(model);
        restoreWeights(tf, model, bytes);
        expect(() => restoreWeights(tf, model, bytes.subarray(0, bytes.length - 4))).toThrow();
        expect(tf.memory().numTensors).toBe(before);
      });
    });
  });
});
