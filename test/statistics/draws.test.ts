import { describe, expect, test } from 'vitest';
import { betaQuantile } from '../../src/statistics/beta-distribution.ts';
import { addNormals, drawBeta, drawWithin } from '../../src/statistics/draws/draws.ts';
import { cosine, sine } from '../../src/statistics/draws/sine.ts';
import { normalQuantile } from '../../src/statistics/normal-quantile.ts';
import { randomFor } from '../../src/statistics/random.ts';

const count = 4000;

/** The shares of draws below the 1st, 10th, …, 99th percentile of a distribution, in deviations from what they should be. */
function gaps(draws: ArrayLike<number>, quantile: (share: number) => number): number[] {
  return [0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99].map((share) => {
    const below = Array.from(draws).filter((draw) => draw < quantile(share)).length / draws.length;
    return Math.abs(below - share) / Math.sqrt((share * (1 - share)) / draws.length);
  });
}

test('sine and cosine are those of Math up to the last bits, from −π to π', () => {
  for (let step = -1000; step <= 1000; step++) {
    const angle = (Math.PI * step) / 1000;
    expect(Math.abs(sine(angle) - Math.sin(angle))).toBeLessThan(1e-15);
    expect(Math.abs(cosine(angle) - Math.cos(angle))).toBeLessThan(1e-15);
  }
});

describe('draws', () => {
  test.each([0.02, 0.2, 0.4, 0.5, 0.7, 1, 4])(
    'of a beta distribution of shape %d have its quantiles',
    (shape) => {
      const random = randomFor('beta', shape);
      const draws = Array.from({ length: count }, () => drawBeta(random, shape));
      expect(draws.every((draw) => draw >= 0 && draw <= 1)).toBe(true);
      // Small shapes draw numbers next to 0 and 1, where the quantiles are too close to each other: by the middle alone.
      const found = gaps(draws, (share) => betaQuantile(share, shape, shape));
      expect(Math.max(...(shape < 0.1 ? found.slice(3, 4) : found))).toBeLessThan(4);
      const variance = draws.reduce((sum, draw) => sum + (draw - 0.5) ** 2, 0) / count;
      expect(variance * 4 * (2 * shape + 1)).toBeCloseTo(1, 1);
    },
  );

  test.each([count, count + 1])(
    'of %d normals have a normal’s quantiles, added to what was there',
    (length) => {
      const draws = new Float32Array(length).fill(7);
      addNormals(randomFor('normals'), draws, 3);
      expect(Math.max(...gaps(draws, (share) => 7 + 3 * normalQuantile(share)))).toBeLessThan(4);
      const neighbours = draws
        .subarray(1)
        .reduce((sum, draw, at) => sum + (draw - 7) * ((draws[at] as number) - 7), 0);
      expect(Math.abs(neighbours / 9 / length)).toBeLessThan(4 / Math.sqrt(length));
    },
  );

  test('within a bound are uniform on both sides', () => {
    const random = randomFor('within');
    const draws = Array.from({ length: count }, () => drawWithin(random, 5));
    expect(Math.max(...gaps(draws, (share) => 10 * share - 5))).toBeLessThan(4);
  });
});
