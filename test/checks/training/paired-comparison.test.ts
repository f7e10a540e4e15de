import { expect, test } from 'vitest';
import {
  compare,
  isAhead,
  isBetter,
  standardErrors,
} from '../../../src/checks/training/paired-comparison.ts';
import { classesOf, datasetOf } from '../../training/example-data.ts';

// Student (1908), the additional hours of sleep of ten patients under two drugs: t = 4.0621 in every textbook.
const sleep = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4];

test('Student’s own paired data have his t', () => {
  expect(standardErrors(sleep)).toBeCloseTo(4.0621, 4);
  expect(standardErrors(sleep.map((hours) => -hours))).toBeCloseTo(-4.0621, 4);
});

test('differences that are all alike are as sure as can be, and none is none', () => {
  expect(standardErrors([2, 2, 2])).toBe(1000);
  expect(standardErrors([0, 0, 0])).toBe(0);
});

test('a regression is compared by its errors in the target’s own units', () => {
  const y = sleep.map(() => 0);
  const task = { kind: 'regression', target: 'hours', mean: 10, std: 3 } as const;
  const dataset = datasetOf(task, [1], { train: { x: y.map(() => [0]), y } });
  const exact = Float64Array.from(sleep, () => 10);
  const off = Float64Array.from(sleep, (hours) => 10 + hours);
  const { loss, score, rows } = compare(dataset, dataset.splits.validation, exact, off);
  expect(rows).toBe(10);
  expect(score).toMatchObject({ name: 'mae', first: 0, other: expect.closeTo(1.58, 10) });
  expect(score.z).toBeCloseTo(4.0621, 4);
  expect(loss.other).toBeCloseTo(sleep.reduce((sum, hours) => sum + hours ** 2, 0) / 10, 10);
  expect(compare(dataset, dataset.splits.validation, off, exact).loss.z).toBeCloseTo(-loss.z, 10);
});

test('a classification is compared by its hits and its cross-entropy', () => {
  const y = [0, 1, 0, 1];
  const dataset = datasetOf(classesOf(2), [1], { train: { x: y.map(() => [0]), y } });
  const right = Float64Array.of(0.9, 0.1, 0.1, 0.9, 0.9, 0.1, 0.1, 0.9);
  const even = Float64Array.of(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5);
  const { loss, score } = compare(dataset, dataset.splits.validation, right, even);
  // The first of equally probable classes is predicted.
  expect(score).toMatchObject({ name: 'accuracy', first: 1, other: 0.5 });
  expect(score.z).toBeCloseTo(0.5 / (Math.sqrt(1 / 3) / 2), 10);
  expect([loss.first, loss.other]).toEqual([expect.closeTo(-Math.log(0.9)), expect.closeTo(Math.log(2))]);
});

test('a heavy tail hides no predictor that orders the rows as their targets', () => {
  const y = Array.from({ length: 200 }, (_, row) => (row === 7 ? 4000 : row % 10));
  const task = { kind: 'regression', target: 'visits', mean: 0, std: 1 } as const;
  const dataset = datasetOf(task, [1], { train: { x: y.map(() => [0]), y } });
  const { validation } = dataset.splits;
  const constant = new Float64Array(200).fill(20);
  const ordered = Float64Array.from(y, (_, row) => 20 + (row % 10) / 10);
  const comparison = compare(dataset, validation, ordered, constant);
  expect(Math.max(comparison.loss.z, comparison.score.z)).toBeLessThan(3);
  expect(isBetter(comparison, true)).toBe(true);
  expect(isBetter(comparison, false)).toBe(false);
  expect(isAhead(dataset, validation, ordered, constant)).toBe(true);
  const shuffled = Float64Array.from(y, (_, row) => 20 + ((row * 7) % 200) / 200);
  expect(isBetter(compare(dataset, validation, shuffled, constant), true)).toBe(false);
});
