import { expect, test } from 'vitest';
import { holmAdjusted, pairedExcess } from '../../src/statistics/paired-test.ts';

/** Hours of sleep gained by ten patients with two drugs (Student 1908). */
const dextro = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const laevo = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

test("the paired test is that of Student's sleep data: t = 4.0621, two-sided p = 0.002833 in R's t.test", () => {
  expect(2 * pairedExcess(laevo, dextro)).toBeCloseTo(0.002833, 6);
  expect(pairedExcess(dextro, laevo)).toBeCloseTo(1 - 0.002833 / 2, 6);
});

test('pairs without differences prove nothing, and equal differences everything', () => {
  expect(pairedExcess([1, 2, 3], [1, 2, 3])).toBe(0.5);
  expect(pairedExcess([2, 3, 4], [1, 2, 3])).toBe(0);
  expect(pairedExcess([1, 2, 3], [2, 3, 4])).toBe(1);
});

test("Holm's values are those of R's p.adjust, and stay above those of fewer tests", () => {
  const values = [0.01, 0.04, 0.03, 0.005];
  expect(holmAdjusted(values).map((value) => Number(value.toFixed(10)))).toEqual([0.03, 0.06, 0.06, 0.02]);
  const among = holmAdjusted(values, 10);
  expect(among.every((value, at) => value >= (holmAdjusted(values)[at] as number))).toBe(true);
  expect(among[3]).toBeCloseTo(0.05, 12);
  expect(holmAdjusted([0.9, 0.9])).toEqual([1, 1]);
});
