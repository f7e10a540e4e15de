import { describe, expect, test } from 'vitest';
import { twoLevels } from '../../../src/data-report/units/two-levels.ts';
import { findMixedUnits } from '../../../src/data-report/units/unit-findings.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import { normal, numberColumn, numberTarget, tableSource } from '../given-source.ts';

/** Heights and weights, of which a part are in other units, by a function of the row. */
function people(seed: number, unitOf: (row: number) => number) {
  const random = randomFor('people', seed);
  const rows = Array.from({ length: 400 }, () => {
    const size = normal(random);
    return {
      height: 170 + 9 * size,
      weight: 70 * Math.exp(0.2 * size + 0.1 * normal(random)),
      age: random.below(90),
    };
  });
  const columns = [
    numberColumn(
      'height',
      rows.map(({ height }) => height),
    ),
    numberColumn(
      'weight',
      rows.map(({ weight }, row) => weight * unitOf(row)),
    ),
    numberColumn(
      'age',
      rows.map(({ age }) => age),
    ),
  ];
  return findMixedUnits(tableSource(columns, numberTarget(rows.map((_, row) => row % 9))));
}

describe('numbers in two units', () => {
  test.each([0, 1, 2])('are found, with the rows of the rarer one, seed %i', (seed) => {
    const [finding, ...others] = people(seed, (row) => (row % 8 === 3 ? 2.20462 : 1));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'warn', kind: 'mixed-units', columns: ['weight'] });
    expect(finding?.message).toMatch(
      /^weight: 12\.\d % of the rows are 2\.2 times as large .* pounds and kilograms/,
    );
    expect(finding?.rows.slice(0, 3)).toEqual([3, 11, 19]);
  });

  test('are no alarm in one unit, nor where two levels have another ratio', () => {
    for (let seed = 0; seed < 8; seed++) {
      expect(people(seed, () => 1)).toEqual([]);
      expect(people(seed, (row) => (row % 8 === 3 ? 7 : 1))).toEqual([]);
    }
  });
});

describe('small whole numbers', () => {
  test.each([0, 1, 2, 3])('that a sum of columns tells are in one unit, seed %i', (seed) => {
    const random = randomFor('sums', seed);
    const rows = Array.from({ length: 400 }, (_, row) => {
      const [price, debt] = [random.below(60), random.below(40)];
      return { price, debt, sum: price + debt, nearSum: price + debt + Number(row % 9 === 0) };
    });
    const names = ['price', 'debt', 'sum', 'nearSum'] as const;
    const columns = names.map((name) =>
      numberColumn(
        name,
        rows.map((row) => row[name]),
      ),
    );
    expect(findMixedUnits(tableSource(columns, numberTarget(rows.map((_, row) => row % 9))))).toEqual([]);
  });
});

describe('two levels', () => {
  const at = (quantileOf: (share: number) => number) =>
    twoLevels(Float64Array.from({ length: 4000 }, (_, place) => quantileOf((place + 0.5) / 4000)));

  test('of a uniform distribution are 2 √3 deviations apart, and clear ones as far as they are', () => {
    expect(at((share) => share).separation).toBeCloseTo(2 * Math.sqrt(3), 2);
    expect(at((share) => (share < 0.25 ? share : 10 + share))).toMatchObject({ counts: [1000, 3000] });
    expect(at((share) => (share < 0.25 ? 0 : 1))).toMatchObject({
      means: [0, 1],
      deviations: [0, 0],
      border: 0,
    });
  });

  test('of a normal distribution are 2.65 deviations apart', () => {
    const random = randomFor('two levels');
    const { separation, means } = twoLevels(Float64Array.from({ length: 20_000 }, () => normal(random)));
    const distance = 2 * Math.sqrt(2 / Math.PI);
    expect(Math.abs(means[1] - means[0] - distance)).toBeLessThan(0.05);
    expect(Math.abs(separation - distance / Math.sqrt(1 - 2 / Math.PI))).toBeLessThan(0.05);
  });
});
