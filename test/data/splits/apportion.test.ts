import { expect, test } from 'vitest';
import { apportion } from '../../../src/data/splits/apportion.ts';
import { randomFor } from '../../../src/statistics/random.ts';

/** A seeded problem: up to 40 groups of up to 60 rows, and three fractions that sum to 1. */
function problem(seed: number): { groups: number[]; fractions: number[] } {
  const random = randomFor('apportion', seed);
  const groups = Array.from({ length: 1 + random.below(40) }, () => random.below(60));
  const validation = 0.05 + 0.35 * random.next();
  const test = 0.05 + 0.35 * random.next();
  return { groups, fractions: [1 - validation - test, validation, test] };
}

const problems = Array.from({ length: 100 }, (_, seed) => problem(seed));

test('every group is shared out whole, each share its quota rounded down or up', () => {
  for (const { groups, fractions } of problems) {
    apportion(groups, fractions).forEach((shares, index) => {
      const group = groups[index] ?? 0;
      expect(shares.reduce((sum, count) => sum + count, 0)).toBe(group);
      shares.forEach((count, share) => {
        expect(Math.abs(count - group * (fractions[share] ?? 0))).toBeLessThan(1);
      });
    });
  }
});

test('no share of the whole is off by more than a row and a half, however many the groups', () => {
  for (const { groups, fractions } of problems) {
    const counts = apportion(groups, fractions);
    const total = groups.reduce((sum, group) => sum + group, 0);
    fractions.forEach((fraction, share) => {
      const given = counts.reduce((sum, shares) => sum + (shares[share] ?? 0), 0);
      expect(Math.abs(given - total * fraction)).toBeLessThan(1.5);
    });
  }
});

test('a hundred groups of two rows do not all favour the same share', () => {
  const counts = apportion(new Array<number>(100).fill(2), [0.6, 0.2, 0.2]);
  const totals = [0, 1, 2].map((share) => counts.reduce((sum, shares) => sum + (shares[share] ?? 0), 0));
  expect(totals).toEqual([120, 40, 40]);
});

test('quotas that are whole numbers but for rounding are kept', () => {
  expect(apportion([50, 50, 50], [1 - 0.2 - 0.2, 0.2, 0.2])).toEqual(new Array(3).fill([30, 10, 10]));
  expect(apportion([10], [1 - 0.3 - 0.3, 0.3, 0.3])).toEqual([[4, 3, 3]]);
  // 5 × (1 − 0.3 − 0.3) falls short of 2 by a bit, and the first share already got more than its due.
  expect(apportion([1, 5], [1 - 0.3 - 0.3, 0.3, 0.3])).toEqual([
    [1, 0, 0],
    [2, 2, 1],
  ]);
});
