import { describe, expect, it, test } from 'vitest';
import { conformalQuantile, neededScores } from '../../src/statistics/conformal.ts';
import { randomFor } from '../../src/statistics/random.ts';

const upTo = (count: number) => Float64Array.from({ length: count }, (_, index) => count - index);

describe('the conformal quantile', () => {
  // By hand: the place ceil((n + 1) × level) of the scores 1, 2, …, n.
  test.each([
    [1, 0.5, 1],
    [3, 0.5, 2],
    [4, 0.8, 4],
    [9, 0.9, 9],
    [10, 0.8, 9],
    [19, 0.9, 18],
    [19, 0.95, 19],
    [20, 0.9, 19],
    [99, 0.55, 55],
    [9, 0.7, 7],
    [100, 0.9, 91],
    [5, 0.01, 1],
  ])('of %d scores at level %d is the score number %d', (count, level, place) => {
    const scores = upTo(count);
    expect(conformalQuantile(scores, level)).toBe(place);
    expect(scores).toEqual(upTo(count));
  });

  test.each([
    [0.01, 1],
    [0.5, 1],
    [0.51, 2],
    [0.8, 4],
    [0.9, 9],
    [0.95, 19],
    [0.99, 99],
    [0.999999, 999_999],
  ])('of level %d needs %d scores', (level, needed) => {
    expect(neededScores(level)).toBe(needed);
    expect(Number.isFinite(conformalQuantile(new Float64Array(needed), level))).toBe(true);
    expect(conformalQuantile(new Float64Array(needed - 1), level)).toBeUndefined();
  });

  it('is exceeded as seldom as the level says, and not less by more than 1 / (n + 1)', () => {
    const random = randomFor('conformal', 'coverage');
    const score = () => -Math.log(1 - random.next());
    for (const [count, level] of [
      [12, 0.9],
      [40, 0.8],
      [60, 0.95],
    ] as const) {
      const repeats = 20_000;
      let held = 0;
      for (let repeat = 0; repeat < repeats; repeat++) {
        const scores = Float64Array.from({ length: count }, score);
        if (score() <= (conformalQuantile(scores, level) as number)) held++;
      }
      const noise = 4 * Math.sqrt((level * (1 - level)) / repeats);
      expect(held / repeats).toBeGreaterThan(level - noise);
      expect(held / repeats).toBeLessThan(level + 1 / (count + 1) + noise);
    }
  });
});
