import { describe, expect, it } from 'vitest';
import { bootstrapGains } from '../../src/ensemble/bootstrap.ts';
import { gainsOver } from '../../src/ensemble/example-scores.ts';
import { quantile } from '../../src/study/percentile-interval.ts';
import { randomFor } from '../../src/study/random.ts';
import { evaluate } from '../../src/training/metrics.ts';
import { price, probabilities, randomModels, twoClasses } from './example-models.ts';

const random = () => randomFor('bootstrap');

describe('a bootstrap interval', () => {
  it('of equal gains is that gain', () => {
    const [gains] = bootstrapGains([{ accuracy: new Float64Array(50).fill(0.25) }], random());
    expect(gains).toEqual({ accuracy: { value: 0.25, low: 0.25, high: 0.25 } });
  });

  /** The mean of n gains has the standard error s / √n, and its interval is ± 1.96 of it where n is large. */
  it('is that of the central limit theorem for many examples', () => {
    const draws = randomFor('gains');
    const values = Float64Array.from({ length: 500 }, () => [1, 0, 0, 0, -1, 1][draws.below(6)] as number);
    const mean = values.reduce((sum, value) => sum + value, 0) / 500;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 500);
    const [gains] = bootstrapGains([{ accuracy: values }], random());
    const { value, low, high } = gains?.accuracy ?? { value: 0, low: 0, high: 0 };
    expect(value).toBeCloseTo(mean, 14);
    const half = (1.959964 * deviation) / Math.sqrt(500);
    expect(Math.abs(low - (mean - half)) / half).toBeLessThan(0.1);
    expect(Math.abs(high - (mean + half)) / half).toBeLessThan(0.1);
  });

  it('draws the same examples for all comparisons', () => {
    const values = Float64Array.from({ length: 30 }, (_, at) => at % 7);
    const [one, two] = bootstrapGains(
      [{ loss: values }, { loss: values.map((each) => 10 * each) }],
      random(),
    );
    expect(two?.loss?.low).toBeCloseTo(10 * (one?.loss?.low ?? 0), 10);
    expect(two?.loss?.high).toBeCloseTo(10 * (one?.loss?.high ?? 0), 10);
  });

  it('has the quantiles of NumPy', () => {
    // np.quantile([1, 2, 4, 8], [0.025, 0.5, 0.975])
    const values = Float64Array.of(1, 2, 4, 8);
    expect([0.025, 0.5, 0.975].map((share) => quantile(values, share))).toEqual([
      expect.closeTo(1.075, 12),
      3,
      expect.closeTo(7.7, 12),
    ]);
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
