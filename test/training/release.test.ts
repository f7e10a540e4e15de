import { describe, expect, test } from 'vitest';
import { releasing } from '../../src/training/release.ts';
import { onEachBackend } from './each-backend.ts';

await onEachBackend(({ tf }) => {
  describe('releasing', () => {
    const make = () => {
      tf.ones([3]);
      tf.variable(tf.zeros([2]));
      tf.keep(tf.scalar(1)).dispose();
      tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [2] })] });
    };

    test('frees tensors, variables and layers, and passes the result on', async () => {
      const { numTensors, numDataBuffers } = tf.memory();
      expect(
        await releasing(tf, async () => {
          make();
          return 'result';
        }),
      ).toBe('result');
      expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
    });

    test('frees them after an error too, and passes that on', async () => {
      const { numTensors, numDataBuffers } = tf.memory();
      const failing = () => {
        make();
        throw new Error('broken');
      };
      await expect(releasing(tf, async () => failing())).rejects.toThrow('broken');
      await expect(releasing(tf, async () => tf.tidy(failing))).rejects.toThrow('broken');
      expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
    });

    test('frees what a gradient had put by when it was broken off', async () => {
      const { numTensors, numDataBuffers } = tf.memory();
      const failing = () => {
        const broken = () => {
          tf.sigmoid(tf.mul(tf.ones([3]), tf.ones([3])));
          throw new Error('broken');
        };
        tf.variableGrads(broken, [tf.variable(tf.ones([3]))]);
      };
      await expect(releasing(tf, async () => failing())).rejects.toThrow('broken');
      expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
      expect([
        ...tf.tidy(() =>
          tf
            .grad((x) => tf.square(x))(tf.scalar(3))
            .dataSync(),
        ),
      ]).toEqual([6]);
    });

    test('frees what was made after a pause', async () => {
      const { numTensors } = tf.memory();
      await releasing(tf, async () => {
        await new Promise((resolve) => setImmediate(resolve));
        make();
      });
      expect(tf.memory().numTensors).toBe(numTensors);
    });

    test('leaves alone what was there before', async () => {
      const tensor = tf.tensor1d([1, 2]);
      const variable = tf.variable(tensor);
      await releasing(tf, async () => {
        make();
        variable.assign(tf.tensor1d([3, 4]));
      });
      expect([...tensor.dataSync(), ...variable.dataSync()]).toEqual([1, 2, 3, 4]);
      tf.dispose([tensor, variable]);
    });
  });
});
