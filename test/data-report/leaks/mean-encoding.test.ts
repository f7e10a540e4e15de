import { describe, expect, test } from 'vitest';
import { findLeaks } from '../../../src/data-report/leaks/leak.ts';
import { measureAgreement } from '../../../src/data-report/leaks/mean-encoding.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import { classTarget } from '../given-copies.ts';
import { normal, numberColumn, numberTarget, tableSource } from '../given-source.ts';

/** Towns of 4 to 15 rows with an effect of their own; `noise` in units of the effects. */
function towns(seed: number, noise: number) {
  const random = randomFor('towns', seed);
  const list = Array.from({ length: 40 }, () => ({ rows: 4 + random.below(12), effect: normal(random) }));
  const rows = list.flatMap(({ rows: count, effect }, town) =>
    Array.from({ length: count }, () => ({ town, effect, y: effect + noise * normal(random) })),
  );
  const order = random.shuffle(Int32Array.from(rows.keys()));
  return Array.from(order, (at) => rows[at] as (typeof rows)[number]);
}

type Rows = ReturnType<typeof towns>;

function encoded(rows: Rows, members: Rows, smoothing = 0, digits = 12): number[] {
  const mean = members.reduce((sum, { y }) => sum + y, 0) / members.length;
  return rows.map(({ town }) => {
    const own = members.filter((row) => row.town === town);
    const sum = own.reduce((total, { y }) => total + y, 0);
    return Number(((sum + smoothing * mean) / (own.length + smoothing || 1)).toFixed(digits));
  });
}

const found = (rows: Rows, cells: readonly number[]) =>
  findLeaks(tableSource([numberColumn('mean', cells)], numberTarget(rows.map(({ y }) => y))));

describe('a column that is a mean of the target', () => {
  test.each([0, 1, 2])('is found, rounded and smoothed too, seed %i', (seed) => {
    const rows = towns(seed, 2);
    expect(found(rows, encoded(rows, rows))).toMatchObject([
      {
        severity: 'fail',
        message: expect.stringMatching(/^column mean is the mean target .* exactly, in 40 groups/),
      },
    ]);
    expect(found(rows, encoded(rows, rows, 0, 2))).toMatchObject([{ columns: ['mean'] }]);
    expect(found(rows, encoded(rows, rows, 10))).toMatchObject([{ columns: ['mean'] }]);
  });

  test('is found where it is that of the training rows alone', () => {
    const rows = towns(3, 2);
    const { rows: splits } = tableSource([], numberTarget(rows.map(({ y }) => y)));
    const trained = Array.from(splits.train, (row) => rows[row] as Rows[number]);
    expect(found(rows, encoded(rows, trained))).toMatchObject([
      {
        severity: 'warn',
        message: expect.stringMatching(/computed from the training rows, their own targets/),
      },
    ]);
  });

  test('is found for a class', () => {
    const rows = towns(4, 2);
    const classes = rows.map((row) => ({ ...row, y: Number(row.y > 0.3) }));
    const column = numberColumn('rate', encoded(classes, classes));
    expect(findLeaks(tableSource([column], classTarget(classes.map(({ y }) => y))))).toMatchObject([
      { columns: ['rate'] },
    ]);
  });

  test('is no alarm where it comes from other rows, or is a property of the towns', () => {
    for (let seed = 0; seed < 10; seed++) {
      const rows = towns(seed, 2);
      const others = towns(seed, 2).map((row, at) => ({
        ...row,
        y: row.effect + 2 * normal(randomFor(seed, at)),
      }));
      expect(found(rows, encoded(rows, others))).toEqual([]);
      expect(
        found(
          rows,
          rows.map(({ effect }) => effect),
        ),
      ).toEqual([]);
    }
  });

  test('has the statistic of statsmodels and the chance of SciPy', () => {
    const group = Int32Array.from({ length: 210 }, (_, row) => Math.floor((Math.sqrt(8 * row + 1) - 1) / 2));
    const effect = (row: number) => Math.sin((group[row] as number) * 1.7);
    const y = Float64Array.from(group, (_, row) => effect(row) + Math.sin(row * row * 0.37));
    const meanOf = (cells: ArrayLike<number>) => Array.from(cells).reduce((sum, cell) => sum + cell, 0) / 210;
    const effects = Float64Array.from(group, (_, row) => effect(row));
    const shift = meanOf(y) - meanOf(effects);
    const column = { kind: 'number' as const, name: 'x', values: effects.map((cell) => cell + shift) };
    const agreement = measureAgreement(column, y, Int32Array.from(group.keys()));
    expect(agreement?.groups).toBe(20);
    expect(agreement?.excess).toBeCloseTo(0.8375735824924777, 6);
    expect(agreement?.chance).toBeCloseTo(0.3498645078838937, 6);
  });
});
