import { describe, expect, test } from 'vitest';
import type { Task } from '../../src/data/dataset.ts';
import { classCounts } from '../../src/metrics/class-counts.ts';
import { evaluate } from '../../src/metrics/evaluate.ts';
import { toPredictions } from '../../src/metrics/predictions.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { classesOf } from '../training/example-data.ts';

const height: Task = { kind: 'regression', target: 'height', mean: 10, std: 2 };

/** Probabilities that choose these classes with certainty. */
function certain(predicted: readonly number[], classes: number): Float64Array {
  const rows = predicted.map((label) => Array.from({ length: classes }, (_, c) => Number(c === label)));
  return Float64Array.from(rows.flat());
}

describe('toPredictions', () => {
  test('takes the softmax of each row', () => {
    const random = randomFor('softmax');
    const logits = Array.from({ length: 12 }, () => 10 * random.next() - 5);
    const probabilities = toPredictions(classesOf(4), logits);
    for (const [index, logit] of logits.entries()) {
      const start = index - (index % 4);
      const sum = logits.slice(start, start + 4).reduce((total, each) => total + Math.exp(each), 0);
      expect(probabilities[index]).toBeCloseTo(Math.exp(logit) / sum, 14);
    }
  });

  test('does not change when all logits of a row grow alike', () => {
    const [near, far] = [0, 1e6].map((shift) =>
      toPredictions(
        classesOf(3),
        [1, 2, 3].map((logit) => logit + shift),
      ),
    );
    expect(far).toEqual(near);
  });

  test.each([
    { logits: [3e38, -3e38, 0], probabilities: [1, 0, 0] },
    { logits: [-3e38, -3e38, -3e38], probabilities: [1 / 3, 1 / 3, 1 / 3] },
    { logits: [1e4, 1e4, -1e4], probabilities: [0.5, 0.5, 0] },
  ])('is finite for $logits', ({ logits, probabilities }) => {
    expect([...toPredictions(classesOf(3), logits)]).toEqual(probabilities);
  });

  test('brings scaled values back to the target’s units', () => {
    expect([...toPredictions(height, [-1, 0, 0.5])]).toEqual([8, 10, 11]);
  });
});

describe('evaluate on classes', () => {
  test.each([2, 3, 10, 1000])('gives ln C for a guess among %i classes', (classes) => {
    const uniform = new Float64Array(3 * classes).fill(1 / classes);
    expect(evaluate(classesOf(classes), uniform, [0, 1, 0]).loss).toBeCloseTo(Math.log(classes), 12);
  });

  test('gives the mean of −ln p of the true class', () => {
    const probabilities = Float64Array.of(0.7, 0.3, 0.4, 0.6, 0.9, 0.1);
    const { loss } = evaluate(classesOf(2), probabilities, [0, 1, 1]);
    expect(loss).toBeCloseTo(-(Math.log(0.7) + Math.log(0.6) + Math.log(0.1)) / 3, 14);
  });

  test('stays finite, and exact, where the true class is all but excluded', () => {
    expect(evaluate(classesOf(2), Float64Array.of(1, 0), [1]).loss).toBeCloseTo(300 * Math.log(10), 9);
    const far = toPredictions(classesOf(2), [0, -600]);
    expect(evaluate(classesOf(2), far, [1]).loss).toBeCloseTo(600, 9);
  });

  // By hand: F1 is 2/4 for class 0, 4/5 for class 1, 2/3 for class 2.
  const labels = [0, 0, 1, 1, 2, 2];
  const predicted = [0, 1, 1, 1, 0, 2];

  test('counts what is right, and averages F1 over the classes', () => {
    const metrics = evaluate(classesOf(3), certain(predicted, 3), labels);
    expect(metrics.accuracy).toBeCloseTo(4 / 6, 14);
    expect(metrics.f1).toBeCloseTo((1 / 2 + 4 / 5 + 2 / 3) / 3, 14);
  });

  test('leaves a class out of F1 that neither occurs nor is predicted', () => {
    const metrics = evaluate(classesOf(5), certain(predicted, 5), labels);
    expect(metrics.f1).toBeCloseTo((1 / 2 + 4 / 5 + 2 / 3) / 3, 14);
  });

  test('counts a class as 0 in F1 that is predicted and never occurs', () => {
    const { f1, accuracy } = evaluate(classesOf(2), certain([0, 1], 2), [0, 0]);
    expect(accuracy).toBe(0.5);
    expect(f1).toBeCloseTo((2 / 3 + 0) / 2, 14);
  });

  test('finds all right, and all wrong', () => {
    expect(evaluate(classesOf(3), certain([0, 1, 2], 3), [0, 1, 2])).toEqual({ loss: 0, accuracy: 1, f1: 1 });
    expect(evaluate(classesOf(3), certain([1, 2, 0], 3), [0, 1, 2])).toMatchObject({ accuracy: 0, f1: 0 });
  });
});

describe('classCounts', () => {
  test('has a row for each true class, and gives ties to the first', () => {
    const probabilities = Float64Array.of(0.4, 0.4, 0.2, 0.1, 0.45, 0.45, 0, 0, 1, 0, 0, 1);
    expect([...classCounts({ classes: 3, labels: [0, 2, 2, 0], probabilities })()]).toEqual([
      1, 0, 1, 0, 0, 0, 0, 1, 1,
    ]);
  });
});

describe('evaluate on values', () => {
  test('gives squared error, absolute error and r² in the target’s units', () => {
    // Targets 8, 10, 12; predictions 8, 11, 12.
    const metrics = evaluate(height, Float64Array.of(8, 11, 12), [-1, 0, 1]);
    expect(metrics).toEqual({ loss: 1 / 3, mae: 1 / 3, r2: 1 - 1 / 8 });
  });

  test('gives r² 0 for the mean, 1 for the truth, and less than 0 for worse than the mean', () => {
    const y = [-1, 0, 1];
    expect(evaluate(height, Float64Array.of(10, 10, 10), y).r2).toBe(0);
    expect(evaluate(height, toPredictions(height, y), y)).toEqual({ loss: 0, mae: 0, r2: 1 });
    expect(evaluate(height, Float64Array.of(12, 10, 8), y).r2).toBe(-3);
  });

  test('gives r² 0 where all targets are equal, whatever rounding does to their mean', () => {
    for (const rows of [1, 3, 7, 11]) {
      const task: Task = { kind: 'regression', target: 'y', mean: 0.1, std: 0.7 };
      const y = new Array<number>(rows).fill(Math.fround(0.3));
      expect(evaluate(task, new Float64Array(rows), y).r2).toBe(0);
    }
  });
});
