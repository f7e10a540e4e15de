import { expect, test } from 'vitest';
import { meanOf, weightedMean } from '../../src/statistics/mean.ts';
import { meanEnd, meanInterval, spreadOf } from '../../src/statistics/mean-interval.ts';

const values = [0.1, 0.7, -3.25, 1e6, 2.5, 0.1 + 0.2];

test('a mean is that of NumPy, weighted or not, and NaN for no values', () => {
  // numpy.mean, numpy.average with weights.
  expect(meanOf(values)).toBeCloseTo(166_666.725, 9);
  expect(weightedMean(values)).toBe(meanOf(values));
  expect(weightedMean(values, [1, 2, 0, 0.5, 3, 4])).toBeCloseTo(47_620.019_047_619_05, 9);
  expect(meanOf([])).toBeNaN();
});

test('a weight of 2 is a value that stands there twice', () => {
  expect(weightedMean([1, 2, 4], [2, 0, 1])).toBe(meanOf([1, 1, 4]));
});

test('the deviation of a sample and the interval of its mean are those of SciPy', () => {
  const sample = Float64Array.of(3.1, 0.2, 5.5, 2.4, 9.8, 1.1, 0.7, 4.4, 2.2, 6);
  // scipy.stats.sem, scipy.stats.t.interval(0.95, 9, loc, scale)
  expect(spreadOf(sample).std / Math.sqrt(10)).toBeCloseTo(0.932_642_601_548, 12);
  const interval = {
    value: expect.closeTo(3.54, 12),
    low: expect.closeTo(1.430_215_858_577_439_4, 9),
    high: expect.closeTo(5.649_784_141_422_561, 9),
  };
  expect(meanInterval(sample)).toEqual(interval);
  const { mean, half } = meanEnd(sample);
  expect({ value: mean, low: mean - half, high: mean + half }).toEqual(interval);
});
