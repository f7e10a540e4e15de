import { describe, expect, it } from 'vitest';
import { gainsOver } from '../../src/ensemble/example-scores.ts';
import { measureGains } from '../../src/ensemble/gains.ts';
import { evaluate } from '../../src/metrics/evaluate.ts';
import type { Gain } from '../../src/reports/ensemble-report.ts';
import { spreadOf } from '../../src/statistics/mean-interval.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { price, probabilities, randomModels, twoClasses } from './example-models.ts';

describe('the interval of a gain', () => {
  it('in loss holds what the rows have, and no more where all have the same', () => {
    expect(measureGains({ loss: new Float64Array(50).fill(0.25) })).toEqual({
      loss: { value: 0.25, low: expect.closeTo(0.25, 12), high: expect.closeTo(0.25, 12) },
    });
  });

  it('in loss is nearly that of the central limit theorem for many examples', () => {
    const draws = randomFor('gains');
    const values = Float64Array.from({ length: 5000 }, () => draws.next() - 0.4);
    const { mean, std } = spreadOf(values);
    const { value, low, high } = measureGains({ loss: values }).loss as Gain;
    expect(value).toBeCloseTo(mean, 14);
    const half = (1.959964 * std) / Math.sqrt(5000);
    expect(Math.abs(low - (mean - half)) / half).toBeLessThan(0.03);
    expect(Math.abs(high - (mean + half)) / half).toBeLessThan(0.03);
  });

  it('in accuracy is Bonett and Price’s, by hand: 3 rows better and 1 worse of 30', () => {
    const gains = Float64Array.from({ length: 30 }, (_, row) => (row < 3 ? 1 : row === 3 ? -1 : 0));
    // (4 − 2) / 32 ± 1.96 √((6 / 32 − (2 / 32)²) / 32)
    expect(measureGains({ accuracy: gains }).accuracy).toEqual({
      value: expect.closeTo(2 / 30, 14),
      low: expect.closeTo(0.0625 - 0.1484575, 6),
      high: expect.closeTo(0.0625 + 0.1484575, 6),
    });
  });

  it('in accuracy is not certain where no row of 30 differs', () => {
    const { value, low, high } = measureGains({ accuracy: new Float64Array(30) }).accuracy as Gain;
    expect([value, low < -0.05, high > 0.05]).toEqual([0, true, true]);
  });
});

describe('gains by example', () => {
  it('mean the differences of the metrics, above nothing where the first is better', () => {
    const { dataset, models } = randomModels(1, 2);
    const [one, other] = models.map(({ test }) => test) as [Float64Array, Float64Array];
    const { y } = dataset.splits.test;
    const [mine, theirs] = [one, other].map((each) => evaluate(twoClasses, each, y));
    const gains = gainsOver(twoClasses, one, other, y);
    const meanOf = (name: string) =>
      (gains[name] ?? new Float64Array(1)).reduce((sum, each) => sum + each, 0) / y.length;
    expect(meanOf('accuracy')).toBeCloseTo((mine?.accuracy ?? 0) - (theirs?.accuracy ?? 0), 12);
    expect(meanOf('loss')).toBeCloseTo((theirs?.loss ?? 0) - (mine?.loss ?? 0), 12);
    expect(
      gainsOver(
        twoClasses,
        Float64Array.from(probabilities([0.9])),
        Float64Array.from(probabilities([0.4])),
        Float32Array.of(1),
      ).accuracy?.[0],
    ).toBe(1);
  });

  it('of regressors are in the target’s own units', () => {
    // The truth is 12: off by 1 rather than by 3.
    const gains = gainsOver(price, Float64Array.of(13), Float64Array.of(9), Float32Array.of(1));
    expect(gains).toEqual({ loss: Float64Array.of(8), mae: Float64Array.of(2) });
  });
});
