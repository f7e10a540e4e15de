import { expect, test } from 'vitest';
import { largestDistance } from '../../src/statistics/kolmogorov-smirnov.ts';
import { randomFor } from '../../src/statistics/random.ts';

test('the largest distance between two samples is that at one of their values', () => {
  const random = randomFor('distance');
  for (let round = 0; round < 200; round++) {
    const values = 1 + random.below(round);
    const sample = () =>
      Float64Array.from({ length: 1 + random.below(60) }, () => random.below(values)).sort();
    const [one, other] = [sample(), sample()];
    const share = (items: Float64Array, value: number) =>
      items.filter((item) => item <= value).length / items.length;
    const distances = [...one, ...other].map((value) => Math.abs(share(one, value) - share(other, value)));
    expect(largestDistance(one, other)).toBe(Math.max(...distances));
  }
});
