import { expect, test } from 'vitest';
import { gainsOverSeeds } from '../../src/distillation/seeds.ts';
import { meanInterval, spreadOf } from '../../src/statistics/mean-interval.ts';

test('the interval of a mean is that of Student’s t', () => {
  // scipy.stats.t.interval(0.95, 4, loc=3, scale=scipy.stats.sem([1, 2, 3, 4, 5]))
  const { value, low, high } = meanInterval([1, 2, 3, 4, 5]);
  expect(value).toBe(3);
  expect(low).toBeCloseTo(1.0367568, 7);
  expect(high).toBeCloseTo(4.9632432, 7);
  expect(spreadOf([1, 2, 3, 4, 5]).std).toBeCloseTo(1.5811388, 7);
});

test('gains over labels alone are above 0 where the student is better, whichever way the metric goes', () => {
  const both = (loss: number, accuracy: number) => ({ validation: {}, test: { loss, accuracy } });
  const seeds = [1, 2, 3].map((seed) => ({
    seed,
    student: both(0.2 + 0.01 * seed, 0.9),
    labelsAlone: both(0.5, 0.8 + 0.01 * seed),
  }));
  const gains = gainsOverSeeds(seeds);
  expect(gains?.loss?.value).toBeCloseTo(0.28, 12);
  expect(gains?.accuracy?.value).toBeCloseTo(0.08, 12);
  expect(gains?.accuracy?.low).toBeCloseTo(0.08 - (4.3026527 * 0.01) / Math.sqrt(3), 8);
  expect(gainsOverSeeds(seeds.slice(1, 2))).toBeNull();
});
