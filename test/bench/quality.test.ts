import { expect, test } from 'vitest';
import { differenceOf } from '../../bench/quality/comparisons.ts';
import { rankMethods } from '../../bench/quality/ranks.ts';

/**
 * AUC of C4.5, C4.5+m, C4.5+cf and C4.5+m+cf on 14 data sets (Demšar, JMLR 7, 2006, table 6). In the last but one row two
 * are equal once rounded, which the paper ranks second and third.
 */
const areas = [
  [0.763, 0.768, 0.771, 0.798],
  [0.599, 0.591, 0.59, 0.569],
  [0.954, 0.971, 0.968, 0.967],
  [0.628, 0.661, 0.654, 0.657],
  [0.882, 0.888, 0.886, 0.898],
  [0.936, 0.931, 0.916, 0.931],
  [0.661, 0.668, 0.609, 0.685],
  [0.583, 0.583, 0.563, 0.625],
  [0.775, 0.838, 0.866, 0.875],
  [1, 1, 1, 1],
  [0.94, 0.962, 0.965, 0.962],
  [0.619, 0.666, 0.614, 0.669],
  [0.972, 0.981, 0.9754, 0.975],
  [0.957, 0.978, 0.946, 0.97],
];

test('ranks, Friedman and Nemenyi are those of the published example', () => {
  const { ranks, chance, criticalDifference } = rankMethods(areas.map((row) => row.map((area) => 1 - area)));
  expect(ranks.map((rank) => Number(rank.toFixed(3)))).toEqual([3.143, 2, 2.893, 1.964]);
  expect(criticalDifference).toBeCloseTo(1.25, 2);
  // 9.28 with 3 degrees of freedom.
  expect(chance).toBeCloseTo(0.0258, 3);
});

test('a difference is judged by its pairs, and further splits of the same rows make it no surer', () => {
  const one = [1.1, 2.2, 3.1, 4.2, 5.1];
  const other = [1, 2, 3, 4, 5];
  const single = differenceOf([[one, other]]);
  expect(single.mean).toBeCloseTo(0.14);
  // Student's t with 4 degrees of freedom is 2.776.
  expect(single.half).toBeCloseTo((2.776 * 0.05477) / Math.sqrt(5), 3);
  expect(single.verdict).toBe('worse');
  expect(differenceOf([[other, one]]).verdict).toBe('better');
  expect(differenceOf([[one, other.toReversed()]]).verdict).toBe('within noise');
  const thrice = differenceOf([
    [one, other],
    [one, other],
    [one, other],
  ]);
  expect(thrice.half).toBeCloseTo(single.half);
});
