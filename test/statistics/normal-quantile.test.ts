import { describe, expect, test } from 'vitest';
import { normalQuantile, truncatedNormalQuantile } from '../../src/statistics/normal-quantile.ts';

describe('normalQuantile', () => {
  // From the tables of the standard normal, computed to 50 digits elsewhere.
  test.each([
    [0.5, 0],
    [0.75, 0.6744897501960817],
    [0.975, 1.959963984540054],
    [0.001, -3.090232306167813],
    [1e-10, -6.361340902404056],
  ])('of %d is %d', (p, expected) => {
    expect(normalQuantile(p)).toBeCloseTo(expected, 14);
  });
});

describe('truncatedNormalQuantile', () => {
  test('is the plain quantile when nothing is cut off', () => {
    const whole = { mean: 0, std: 1, min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
    for (const u of [1e-9, 0.1, 0.5, 0.9, 1 - 1e-9]) {
      expect(truncatedNormalQuantile(u, whole)).toBe(normalQuantile(u));
    }
  });

  test('mirrors: a window in the lower tail is the upper one seen from behind', () => {
    for (const u of [0.001, 0.25, 0.5, 0.999]) {
      const upper = truncatedNormalQuantile(u, { mean: 0, std: 1, min: 2, max: 7 });
      const lower = truncatedNormalQuantile(1 - u, { mean: 0, std: 1, min: -7, max: -2 });
      expect(lower).toBeCloseTo(-upper, 13);
    }
  });

  test('joins where the formula changes: at a cut through the mean, and at a narrow window', () => {
    for (const u of [0.01, 0.5, 0.99]) {
      const at = (min: number, max: number) => truncatedNormalQuantile(u, { mean: 0, std: 1, min, max });
      expect(at(1e-12, 3)).toBeCloseTo(at(-1e-12, 3), 11);
      expect((at(5, 5 + 0.99e-5) - 5) / 0.99).toBeCloseTo((at(5, 5 + 1.01e-5) - 5) / 1.01, 9);
    }
  });

  test('far out it is the exponential distribution that a tail comes to', () => {
    for (const u of [0.1, 0.5, 0.9]) {
      const value = truncatedNormalQuantile(u, { mean: 0, std: 1, min: 1e6, max: Number.POSITIVE_INFINITY });
      expect((value - 1e6) * 1e6).toBeCloseTo(-Math.log1p(-u), 3);
    }
  });
});
