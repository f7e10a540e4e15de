import { expect, test } from 'vitest';
import { medianOf, medianOfSorted } from '../../src/statistics/median.ts';

test('a median is that of NumPy: the middle, or the mean of the two in the middle', () => {
  // numpy.median
  expect(medianOf([0.1, 0.7, -3.25, 1e6, 2.5])).toBe(0.7);
  expect(medianOf([0.1, 0.7, -3.25, 1e6, 2.5, 0.1 + 0.2])).toBe(0.5);
  expect(medianOf(Float64Array.of(10, 9, 1, 100))).toBe(9.5);
  expect(medianOf([])).toBeNaN();
});

test('it leaves the values in their order, and takes NaN for the largest', () => {
  const values = [3, Number.NaN, 1];
  expect(medianOf(values)).toBe(3);
  expect(values).toEqual([3, Number.NaN, 1]);
});

test('sorted values need no sorting', () => {
  expect(medianOfSorted(Float64Array.of(1, 2, 3, 10))).toBe(2.5);
});
