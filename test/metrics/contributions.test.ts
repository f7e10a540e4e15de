import { describe, expect, test } from 'vitest';
import { contributionsOf, standardErrorOf } from '../../src/metrics/contributions.ts';
import { evaluate } from '../../src/metrics/evaluate.ts';
import { meanOf } from '../../src/statistics/mean.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { Task } from '../../src/study/pipeline.ts';

const binary: Task = { kind: 'classification', classes: ['no', 'yes'] };
const regression: Task = { kind: 'regression', target: 'y', mean: 3, std: 2 };

function classRows(rows: number, seed: number) {
  const random = randomFor('contributions', seed);
  const y = Float32Array.from({ length: rows }, () => random.below(2));
  const yes = Array.from(y, (label) => Math.min(0.99, Math.max(0.01, 0.3 * label + 0.7 * random.next())));
  return { y, predictions: Float64Array.from(yes.flatMap((share) => [1 - share, share])) };
}

function valueRows(rows: number, seed: number) {
  const random = randomFor('contributions', seed);
  const y = Float32Array.from({ length: rows }, () => 4 * random.next() - 2);
  return { y, predictions: Float64Array.from(y, (value) => 3 + 2 * value + random.next() - 0.5) };
}

const without = <T extends Float32Array | Float64Array>(values: T, row: number, width = 1) =>
  values.filter((_, at) => Math.floor(at / width) !== row) as T;

/** The standard error of the jackknife, by leaving out one row after the other. */
function jackknifeError(
  task: Task,
  { y, predictions }: ReturnType<typeof classRows>,
  metric: string,
): number {
  const width = task.kind === 'classification' ? task.classes.length : 1;
  const values = Array.from(y, (_, row) => {
    const left = evaluate(task, without(predictions, row, width), without(y, row), [metric]);
    return left[metric] as number;
  });
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(((y.length - 1) / y.length) * squares);
}

describe.each([
  { task: binary, given: classRows(60, 1), metrics: ['loss', 'accuracy', 'f1', 'rocAuc', 'matthews'] },
  { task: regression, given: valueRows(60, 2), metrics: ['loss', 'mae', 'r2', 'rmse'] },
])('of a $task.kind', ({ task, given, metrics }) => {
  test.each(metrics)('%s: the standard error is that of leaving out each row', (metric) => {
    const contributions = contributionsOf(task, given.predictions, given, metric) as Float64Array;
    expect(contributions.length).toBe(60);
    expect(standardErrorOf(contributions)).toBeCloseTo(jackknifeError(task, given, metric), 9);
  });
});

test('a mean is the mean of its contributions, also in groups of many rows', () => {
  for (const rows of [300, 1000, 1001, 5000]) {
    const { y, predictions } = classRows(rows, rows);
    const contributions = contributionsOf(binary, predictions, { y }, 'loss') as Float64Array;
    expect(contributions.length).toBe(rows <= 1000 ? rows : 200);
    const { loss } = evaluate(binary, predictions, y, ['loss']);
    expect(meanOf(contributions)).toBeCloseTo(loss as number, 10);
  }
});

test('groups have about the standard error of single rows', () => {
  const { y, predictions } = classRows(4000, 9);
  const grouped = standardErrorOf(contributionsOf(binary, predictions, { y }, 'loss') as Float64Array);
  const single = errorOfMean({ y, predictions });
  expect((grouped as number) / single).toBeGreaterThan(0.85);
  expect((grouped as number) / single).toBeLessThan(1.15);
});

function errorOfMean({ y, predictions }: ReturnType<typeof classRows>): number {
  const own = Array.from(y, (label, row) => -Math.log(predictions[2 * row + label] as number));
  const mean = meanOf(own);
  const variance = own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (own.length - 1);
  return Math.sqrt(variance / own.length);
}

test('a row of weight 0 contributes nothing but the value, and one of weight 2 as two rows', () => {
  const { y, predictions } = classRows(40, 3);
  const weight = Float64Array.from(y, (_, row) => row % 3);
  const contributions = contributionsOf(binary, predictions, { y, weight }, 'loss') as Float64Array;
  const { loss } = evaluate(binary, predictions, y, ['loss'], weight);
  expect(contributions[0]).toBeCloseTo(loss as number, 10);
  expect(meanOf(contributions)).toBeCloseTo(loss as number, 1);
});

test('rows that are all right have no known error', () => {
  const y = Float32Array.of(0, 1, 1);
  const predictions = Float64Array.of(1, 0, 0, 1, 0, 1);
  const contributions = contributionsOf(binary, predictions, { y }, 'accuracy') as Float64Array;
  expect(standardErrorOf(contributions)).toBeUndefined();
});
