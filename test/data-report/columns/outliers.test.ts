import { describe, expect, test } from 'vitest';
import { extremesOf, outliersOf, rulerOf } from '../../../src/data-report/columns/outliers.ts';
import type { Random } from '../../../src/statistics/random.ts';
import { drawn, normal } from '../given-source.ts';

function outliersIn(values: readonly number[]) {
  const all = Float64Array.from(values);
  const sorted = all.toSorted();
  const ruler = rulerOf(sorted);
  const rowNumbers = Int32Array.from(values.keys());
  return { ...outliersOf(all, rowNumbers, ruler), extremes: [...extremesOf(sorted, ruler)] };
}

/** 0, 1, …, 100: the quartiles are 25 and 75, and so the far fences −125 and 225. */
const even = Array.from({ length: 101 }, (_, value) => value);

test('far out is more than three widths of the middle half beyond it, and the farthest comes first', () => {
  const { count, rows } = outliersIn([...even.slice(1, -1), 224, 226.5, -127, 300]);
  // Quartiles of these 103 values by NumPy: 25.5 and 76.5, so the fences are −127.5 and 229.5.
  expect({ count, rows }).toEqual({ count: 1, rows: [{ row: 102, value: 300 }] });
  expect(outliersIn([...even, -1000, 500, 800]).rows).toEqual([
    { row: 101, value: -1000 },
    { row: 103, value: 800 },
    { row: 102, value: 500 },
  ]);
});

test('fewer than twenty values are not judged', () => {
  expect(outliersIn([...Array.from({ length: 18 }, (_, value) => value), 1e6]).count).toBe(0);
});

describe('sound columns hold no extreme value', () => {
  const kinds: [string, (random: Random) => number][] = [
    ['normal', normal],
    ['uniform', (random) => random.next()],
    ['lognormal', (random) => Math.exp(normal(random))],
    ['wide lognormal', (random) => Math.exp(2 * normal(random))],
    ['lognormal below zero', (random) => 5 - Math.exp(normal(random))],
    ['exponential', (random) => -Math.log(1 - random.next())],
    ['mostly zero', (random) => (random.next() < 0.9 ? 0 : Math.exp(normal(random)))],
    ['rarely one', (random) => (random.next() < 0.03 ? 1 : 0)],
    ['counts', (random) => Math.floor(-3 * Math.log(1 - random.next()))],
    ['two heaps', (random) => normal(random) + (random.next() < 0.5 ? 0 : 30)],
  ];
  test.each(kinds)('%s', (_, make) => {
    for (let seed = 0; seed < 30; seed++) {
      expect(outliersIn(drawn(seed, 1000, make)).extremes, `seed ${seed}`).toEqual([]);
    }
  });
});

describe('a slip is found', () => {
  const ages = drawn(1, 500, (random) => 40 + 10 * normal(random));
  test.each([
    ['a code for a missing value', [...ages, ...new Array<number>(12).fill(-999)], new Array(12).fill(-999)],
    ['another unit', [...ages, 42_000], [42_000]],
    ['on both sides', [...ages, -5000, 4000], [-5000, 4000]],
    ['in a skewed column', [...drawn(2, 500, (random) => Math.exp(normal(random))), 1e9], [1e9]],
    [
      'a code in a fifth of the rows',
      [...ages, ...new Array<number>(120).fill(-999)],
      new Array(120).fill(-999),
    ],
    [
      'zeros that stand for missing pressures',
      [...ages, ...new Array<number>(300).fill(0)].map((value) => (value === 0 ? 0 : value + 150)),
      new Array(300).fill(0),
    ],
    [
      'at the left of a left tail',
      [...drawn(2, 500, (random) => 100 - Math.exp(normal(random))), -999],
      [-999],
    ],
    ['at the short side of a tail', [...drawn(2, 500, (random) => Math.exp(normal(random))), -99], [-99]],
    [
      'among zeros',
      [...new Array<number>(900).fill(0), ...drawn(3, 90, (random) => 5 + random.next()), 1e5],
      [1e5],
    ],
  ])('%s', (_, values, extremes) => {
    expect(outliersIn(values).extremes).toEqual(extremes);
  });
});

test('a heavy tail is seldom taken for slips', () => {
  // Student's distribution with 3 degrees of freedom reaches beyond ten widths in two fifths of such columns.
  const student = (random: Random) =>
    normal(random) / Math.sqrt((normal(random) ** 2 + normal(random) ** 2 + normal(random) ** 2) / 3);
  const seeds = Array.from({ length: 60 }, (_, seed) => outliersIn(drawn(seed, 1000, student)));
  expect(seeds.filter(({ extremes }) => extremes.length > 0).length).toBeLessThanOrEqual(10);
  expect(seeds.every(({ count }) => count > 0)).toBe(true);
});

test('of many rows the twenty farthest are kept', () => {
  const heap = Array.from({ length: 12 }, () => even.map((value) => value - 50)).flat();
  const { count, rows } = outliersIn([...even.map((value) => 1000 + value), ...heap]);
  expect(count).toBe(101);
  expect(rows.map(({ value }) => value)).toEqual(Array.from({ length: 20 }, (_, index) => 1100 - index));
  expect(rows[0]?.row).toBe(100);
});
