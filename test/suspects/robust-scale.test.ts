import { expect, it } from 'vitest';
import { rarity, robustScaleOf, zScore } from '../../src/suspects/robust-scale.ts';

it('an outlier does not widen the scale that it is measured by', () => {
  // Iglewicz and Hoaglin (1993): 0.6745 (x − median) / MAD; here the median is 3 and the MAD 1.
  const scale = robustScaleOf(Float64Array.of(1, 2, 3, 4, 1000));
  expect(scale.median).toBe(3);
  expect(zScore(1000, scale)).toBeCloseTo(0.6745 * 997, 1);
  expect(zScore(3, scale)).toBe(0);
});

it('where most numbers are equal, the mean deviation takes over, and where all are, rarity', () => {
  const mostly = robustScaleOf(Float64Array.of(5, 5, 5, 5, 9));
  expect(mostly.deviation).toBeCloseTo(0.8 * Math.sqrt(Math.PI / 2), 12);
  const equal = robustScaleOf(Float64Array.of(5, 5, 5, 5, 5, 5, 5, 5, 5, 5));
  expect(zScore(5, equal)).toBe(0);
  expect(zScore(4, equal)).toBeCloseTo(-rarity(0, 10), 12);
});

it('what happens in 5 % of the rows is as rare as 1.96 deviations of a normal', () => {
  expect(rarity(5, 100)).toBeCloseTo(1.959_964, 6);
  expect(rarity(27, 10_000)).toBeCloseTo(3, 2);
  expect(Math.abs(rarity(100, 100))).toBe(0);
});
