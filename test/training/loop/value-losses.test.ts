import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../src/metrics/evaluate.ts';
import { toPredictions } from '../../../src/metrics/predictions.ts';
import type { Task } from '../../../src/study/pipeline.ts';
import { taskLoss } from '../../../src/training/loop/loss.ts';
import { onEachBackend } from '../each-backend.ts';

const value = { kind: 'regression', target: 'y', mean: 0, std: 1 } as const;
const count: Task = { ...value, count: true };
const quantile: Task = { ...value, quantiles: [0.1, 0.5, 0.8] };

interface Case {
  readonly task: Task;
  readonly outputs: readonly number[];
  /** [rows] */
  readonly y: readonly number[];
}

const cases: readonly Case[] = [
  { task: count, outputs: [-1, 0.2, 1.5, 3], y: [0, 1, 7, 19] },
  { task: quantile, outputs: [-2, 0, 1, -0.5, 0.25, 0.75], y: [0.4, -1.3] },
];

await onEachBackend(({ tf }) => {
  describe.each(cases)('the loss of $task', ({ task, outputs, y }) => {
    const width = outputs.length / y.length;
    const targets = y.flatMap((each) => new Array<number>(width).fill(each));
    const lossOf = (values: readonly number[], weights?: readonly number[]) =>
      tf.tidy(() => {
        const shape: [number, number] = [y.length, width];
        const further = weights && { weights: tf.tensor2d([...weights], [y.length, 1]) };
        const loss = (given: Tensor) => taskLoss(tf, task)(given, tf.tensor2d(targets, shape), further);
        const { value: reached, grad } = tf.valueAndGrad(loss as never)(tf.tensor2d([...values], shape));
        return { loss: reached.dataSync()[0] as number, slopes: [...grad.dataSync()] };
      });

    test('is the metric', () => {
      const { loss } = evaluate(task, toPredictions(task, outputs), y, ['loss']);
      expect(lossOf(outputs).loss).toBeCloseTo(loss as number, 5);
    });

    test.each([[undefined], [y.map((_, row) => 0.5 + row)]])('has its gradient, weights %j', (weights) => {
      const step = 1e-2;
      lossOf(outputs, weights).slopes.forEach((slope, at) => {
        const moved = (by: number) =>
          lossOf(
            outputs.map((each, place) => (place === at ? each + by : each)),
            weights,
          ).loss;
        expect((moved(step) - moved(-step)) / (2 * step)).toBeCloseTo(slope, 2);
      });
    });
  });

  test('quantiles that cross are sorted, which lowers their loss', () => {
    const crossed = [1, 0.2, -1];
    expect([...toPredictions(quantile, crossed)]).toEqual([-1, 0.2, 1]);
  });
});
