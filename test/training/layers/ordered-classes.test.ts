import { expect, test } from 'vitest';
import { logOfClasses } from '../../../src/statistics/linear/step-loss.ts';
import { orderedClassesLayer } from '../../../src/training/layers/ordered-classes.ts';
import { releasing } from '../../../src/training/release.ts';
import type { Tensor } from '../../../src/training/tensorflow.ts';
import { onEachBackend } from '../each-backend.ts';

const odds = [0.3, -2, 4, -0.1, 0, 7, -9, 1, 2];
const expected = [0, 3, 6].flatMap((at) => [...logOfClasses(odds, at, 4)]);

await onEachBackend(({ tf }) => {
  test('ordered classes have the chain rule’s probabilities, as stock layers too, and for each member', () =>
    releasing(tf, async () => {
      const layer = orderedClassesLayer(tf, 'classes', 4);
      const input = tf.input({ shape: [3] });
      const stock = tf.model({ inputs: input, outputs: layer.toStock(input) });
      tf.tidy(() => {
        const direct = layer.apply(tf.tensor2d(odds, [3, 3])) as Tensor;
        const members = layer.apply(tf.tensor(odds, [1, 3, 3])) as Tensor;
        const rebuilt = stock.predict(tf.tensor2d(odds, [3, 3])) as Tensor;
        expect(members.shape).toEqual([1, 3, 4]);
        for (const found of [direct, members, rebuilt]) {
          found.dataSync().forEach((value, at) => {
            expect(value).toBeCloseTo(expected[at] as number, 4);
          });
        }
      });
    }));
});
