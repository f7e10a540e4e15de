import { expect, test } from 'vitest';
import { bootstrap, percentileInterval } from '../../src/statistics/bootstrap.ts';
import { weightedMean } from '../../src/statistics/mean.ts';
import { spreadOf } from '../../src/statistics/mean-interval.ts';
import { medianOf } from '../../src/statistics/median.ts';
import { randomFor } from '../../src/statistics/random.ts';

const values = [3.1, 0.2, 5.5, 2.4, 9.8, 1.1, 0.7, 4.4, 2.2, 6];
const size = { rows: values.length, samples: 40_000 };

/** By its definition: each value as often as it was drawn. */
const median = (weights: Float64Array) =>
  medianOf(values.flatMap((value, row) => new Array<number>(weights[row] as number).fill(value)));

test('means and medians of samples spread as those of SciPy', () => {
  const [means, medians] = bootstrap(size, randomFor('bootstrap'), [
    (weights) => weightedMean(values, weights),
    median,
  ]) as [Float64Array, Float64Array];
  // scipy.stats.bootstrap, method 'percentile', 200,000 samples.
  expect(spreadOf(means).std).toBeCloseTo(0.884, 2);
  expect(spreadOf(medians).std).toBeCloseTo(1.145, 1);
  const [ofMean, ofMedian] = [means, medians].map(percentileInterval);
  expect(Math.abs((ofMean?.low ?? 0) - 1.94)).toBeLessThan(0.03);
  expect(Math.abs((ofMean?.high ?? 0) - 5.38)).toBeLessThan(0.03);
  expect(ofMedian).toEqual({ low: expect.closeTo(1.1, 9), high: expect.closeTo(5.5, 9) });
});

test('a sample has as many rows as there are, and all statistics see the same one', () => {
  const sum = (weights: Float64Array) => weights.reduce((total, weight) => total + weight, 0);
  const first = (weights: Float64Array) => weights[0] as number;
  const [sums, ones, again] = bootstrap({ rows: 7, samples: 50 }, randomFor('rows'), [sum, first, first]);
  expect(new Set(sums)).toEqual(new Set([7]));
  expect(ones).toEqual(again);
  expect(new Set(ones).size).toBeGreaterThan(1);
});
