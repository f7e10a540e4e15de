import { describe, expect, test } from 'vitest';
import { bySplit } from '../../../src/data/dataset.ts';
import type { RawColumn } from '../../../src/data/raw-data.ts';
import { type DriftTest, findDrift, numberDrift } from '../../../src/data-report/columns/drift.ts';
import { lookAtColumn } from '../../../src/data-report/table-report.ts';
import { chanceOfCounts, chiSquareTail, totalVariation } from '../../../src/statistics/chi-square.ts';
import {
  chanceOfDistance,
  kolmogorovTail,
  largestDistance,
} from '../../../src/statistics/kolmogorov-smirnov.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import { sortedValues } from '../../../src/statistics/sorted-values.ts';
import { drawn, normal, numberColumn, numberTarget, tableSource } from '../given-source.ts';

describe('the distance of two samples, against SciPy 1.17.1', () => {
  const grid = (count: number, step: number, start: number) =>
    Float64Array.from({ length: count }, (_, index) => start + step * index);
  // stats.ks_2samp(arange(100), arange(80) * 1.3 + start): the statistic and the exact p value.
  test.each([
    [5.05, 0.095, 0.7828974516832596],
    [10.05, 0.1425, 0.29966558380371233],
    [30.05, 0.335, 6.477904367228118e-5],
  ])('evenly spaced, from %d on', (start, distance, exact) => {
    const samples = [grid(100, 1, 0), grid(80, 1.3, start)] as const;
    expect(largestDistance(...samples)).toBeCloseTo(distance, 12);
    const chance = chanceOfDistance(distance, [100, 80]);
    expect(chance / exact).toBeGreaterThan(0.9);
    expect(chance / exact).toBeLessThan(1.3);
  });

  test('ties are passed together', () => {
    expect(largestDistance(Float64Array.of(1, 1, 1, 2), Float64Array.of(1, 1, 2, 2))).toBe(0.25);
    expect(largestDistance(Float64Array.of(1, 1, 2), Float64Array.of(1, 1, 2))).toBe(0);
    expect(largestDistance(Float64Array.of(1, 2), Float64Array.of(3, 4))).toBe(1);
  });

  // special.kolmogorov
  test.each([
    [0.3, 0.9999906941986655],
    [0.5, 0.9639452436648751],
    [0.8, 0.5441424115741981],
    [0.999, 0.27107316411506394],
    [1, 0.26999967167735456],
    [1.6276236115189504, 0.01],
    [2, 0.0006709252557796953],
    [3, 3.045995948942526e-8],
  ])("Kolmogorov's distribution beyond %d", (x, tail) => {
    expect(kolmogorovTail(x) / tail).toBeCloseTo(1, 11);
  });
});

describe('the distance of counts, against SciPy 1.17.1', () => {
  // stats.chi2.sf
  test.each([
    [0.5, 1, 0.47950012218695337],
    [3.841458820694124, 1, 0.05],
    [40, 1, 2.5396285894708634e-10],
    [10, 3, 0.01856613546304325],
    [50, 10, 2.669083424904495e-7],
    [100, 49, 2.3646111089850406e-5],
    [200, 49, 3.8447471714016256e-20],
    [5, 49, 0.9999999999999999],
  ])('χ² beyond %d with %i degrees of freedom', (x, degrees, tail) => {
    expect(chiSquareTail(x, degrees) / tail).toBeCloseTo(1, 10);
  });

  // stats.chi2_contingency(…, correction=False)
  test.each([
    [[30, 20, 10], [20, 30, 25], 0.011846601026949857],
    [[120, 90, 60, 30], [35, 20, 30, 15], 0.04184371937041324],
  ])('%j and %j', (one, other, chance) => {
    expect(chanceOfCounts(one, other)).toBeCloseTo(chance, 12);
  });

  test('the total variation is half the sum of the differences of shares', () => {
    expect(totalVariation([2, 2], [3, 1])).toBe(0.25);
    expect(totalVariation([5, 0], [0, 9])).toBe(1);
  });

  test('categories too rare for the test are taken together', () => {
    const rare = new Array<number>(40).fill(1);
    const none = new Array<number>(40).fill(0);
    expect(chanceOfCounts([500, 500, ...rare], [500, 500, ...none])).toBeCloseTo(
      chanceOfCounts([500, 500, 40], [500, 500, 0]),
      12,
    );
    expect(chanceOfCounts([3, 0], [0, 3])).toBe(1);
  });
});

/** Columns of many kinds, of 300 rows. */
function soundColumns(seed: number): RawColumn[] {
  const random = randomFor('categories', seed);
  const categories = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const codes = Int32Array.from({ length: 300 }, () => Math.floor(8 * random.next() ** 3));
  return [
    numberColumn('normal', drawn(seed, 300, normal)),
    numberColumn(
      'skewed',
      drawn(seed + 1e4, 300, (each) => Math.exp(2 * normal(each))),
    ),
    numberColumn(
      'coarse',
      drawn(seed + 2e4, 300, (each) => each.below(4)),
    ),
    numberColumn(
      'gaps',
      drawn(seed + 3e4, 300, (each) => (each.next() < 0.2 ? Number.NaN : normal(each))),
    ),
    { kind: 'category', name: 'category', categories, codes },
  ];
}

async function testsOf(
  seed: number,
  change?: (columns: RawColumn[], test: Int32Array) => void,
): Promise<DriftTest[]> {
  const columns = soundColumns(seed);
  const source = tableSource(columns, numberTarget(drawn(seed + 4e4, 300, normal)), seed);
  change?.(columns, source.rows.test);
  const looks = columns.map((column) => lookAtColumn(column, source));
  return looks.flatMap(({ drift }) => drift);
}

test('random splits of sound rows raise no alarm, and their chances are those of chance', async () => {
  const chances: number[] = [];
  for (let seed = 0; seed < 150; seed++) {
    const tests = await testsOf(seed);
    expect(findDrift(tests, {}), `seed ${seed}`).toEqual([]);
    chances.push(...tests.filter(({ column }) => column !== 'coarse').map(({ chance }) => chance));
  }
  const shareBelow = (limit: number) => chances.filter((chance) => chance < limit).length / chances.length;
  expect(chances.length).toBeGreaterThan(1000);
  expect(shareBelow(0.5)).toBeGreaterThan(0.42);
  expect(shareBelow(0.5)).toBeLessThan(0.56);
  expect(shareBelow(0.05)).toBeGreaterThan(0.03);
  expect(shareBelow(0.05)).toBeLessThan(0.065);
});

describe('a change of the test split is found, and of no other column', () => {
  type Change = (columns: RawColumn[], test: Int32Array) => void;
  const setNumbers =
    (place: number, make: (value: number) => number): Change =>
    (columns, test) => {
      const column = columns[place];
      if (column?.kind !== 'number') throw new Error('not a column of numbers');
      for (const row of test) column.values[row] = make(column.values[row] as number);
    };
  const cases: [string, Change][] = [
    ['normal', setNumbers(0, (value) => value + 1)],
    ['skewed', setNumbers(1, (value) => 20 * value)],
    ['coarse', setNumbers(2, () => 1)],
    ['gaps', setNumbers(3, (value) => (Math.abs(value) < 0.6 ? Number.NaN : value))],
    [
      'category',
      (columns, test) => {
        const column = columns[4];
        if (column?.kind === 'category') for (const row of test) column.codes[row] = row % 8;
      },
    ],
  ];
  test.each(cases)('%s', async (name, change) => {
    const found = findDrift(await testsOf(1, change), {});
    expect(new Set(found.flatMap(({ columns }) => columns))).toEqual(new Set([name]));
    expect(found[0]).toMatchObject({ severity: 'warn', kind: 'drift' });
    expect(found[0]?.message).toMatch(/train and test differ: /);
  });
});

test('a split by time or group makes differences by construction, which are remarks', async () => {
  const tests = await testsOf(1, (columns, members) => {
    const [column] = columns;
    if (column?.kind === 'number') for (const row of members) column.values[row] = 5;
  });
  const times = {
    column: 'day',
    field: 'data.split.time' as const,
    values: new Float64Array(300),
    areDates: true,
  };
  const groups = { column: 'person', codes: new Int32Array(300), names: ['one'] };
  const remarks = [findDrift(tests, { times }), findDrift(tests, { groups })];
  expect(remarks).toMatchObject([
    [{ severity: 'info', advice: expect.stringContaining('the split is by time') }],
    [{ severity: 'info', advice: expect.stringContaining('the split is by group') }],
  ]);
});

test('a certain difference of no consequence is none', () => {
  const values = Float64Array.from({ length: 40_000 }, (_, row) => row + (row % 2) * 1500);
  const rows = (half: number) => Int32Array.from({ length: 20_000 }, (_, index) => 2 * index + half);
  const sorted = {
    train: sortedValues(values, rows(0)),
    validation: sortedValues(values, rows(0)),
    test: sortedValues(values, rows(1)),
  };
  const tests = numberDrift(
    'x',
    sorted,
    bySplit(() => 20_000),
  );
  expect(tests[1]?.chance).toBeLessThan(1e-9);
  expect(findDrift(tests, {})).toEqual([]);
});
