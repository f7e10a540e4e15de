import { expect, test } from 'vitest';
import {
  binomialTail,
  excessDeviations,
  hypergeometricAtMost,
  limitOfLargest,
  meanAtMost,
  shareAtLeast,
} from '../../src/statistics/significance.ts';

test('the lower end of a share is that of published Wilson intervals', () => {
  // R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3: 81 of 263, 15 of 148, 0 of 20.
  expect(shareAtLeast(81, 263)).toBeCloseTo(0.2553, 4);
  expect(shareAtLeast(15, 148)).toBeCloseTo(0.0624, 4);
  expect(shareAtLeast(0, 20)).toBe(0);
});

test('the greatest mean of a count is that of the exact Poisson bounds', () => {
  // Upper 95 % bounds for 0, 1 and 10 events: half of the chi-square quantiles with 2, 4 and 22 degrees of freedom.
  expect(meanAtMost(0)).toBeCloseTo(2.996, 1);
  expect(meanAtMost(1)).toBeCloseTo(4.744, 1);
  expect(meanAtMost(10)).toBeCloseTo(16.962, 1);
});

test('a binomial tail is the sum of its terms', () => {
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
  for (const [k, n, p] of [
    [3, 10, 0.5],
    [9, 12, 0.3],
    [40, 60, 0.65],
    [1, 5, 0.01],
    [6, 6, 0.2],
  ] as const) {
    let sum = 0;
    for (let count = k; count <= n; count++) sum += choose(n, count) * p ** count * (1 - p) ** (n - count);
    expect(binomialTail(k, n, p) / sum).toBeCloseTo(1, 9);
  }
  expect(binomialTail(0, 9, 0.5)).toBe(1);
  expect(binomialTail(400_000, 1_000_000, 0.5)).toBe(1);
  expect(binomialTail(600_000, 1_000_000, 0.5)).toBe(0);
});

test.each([
  [{ total: 60, drawn: 15, marked: 20 }, 0, 0.0007561995264222914],
  [{ total: 40, drawn: 15, marked: 12 }, 2, 0.07433184018278567],
  [{ total: 30, drawn: 10, marked: 25 }, 3, 0],
  [{ total: 200, drawn: 20, marked: 7 }, 0, 0.4726197524649989],
  [{ total: 30, drawn: 10, marked: 4 }, 9, 1],
])("a hypergeometric tail of %j up to %d is SciPy's", (sample, most, share) => {
  expect(hypergeometricAtMost(most, sample)).toBeCloseTo(share, 11);
});

test('an excess is that of two shares, and less where they are clustered', () => {
  expect(excessDeviations([50, 100], [50, 100])).toBe(0);
  // z of 60 against 40 of 100 each, pooled 101 of 202.
  expect(excessDeviations([60, 100], [40, 100])).toBeCloseTo(0.2 / Math.sqrt(0.25 * 0.02), 9);
  expect(excessDeviations([60, 100], [40, 100], 4)).toBeCloseTo(0.1 / Math.sqrt(0.25 * 0.02), 9);
});

test('a limit of the largest of several numbers is exceeded as often as that of one', () => {
  expect(limitOfLargest(3, 1)).toBe(3);
  // By NormalDist of Python 3.
  expect(limitOfLargest(3, 2)).toBeCloseTo(3.2050577388, 9);
  expect(limitOfLargest(3, 16)).toBeCloseTo(3.7615789349, 9);
  expect(limitOfLargest(6, 16)).toBeCloseTo(6.435184478, 9);
});
