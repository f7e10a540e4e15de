import { describe, expect, test } from 'vitest';
import { heldOutVariance } from '../../../src/data-report/leaks/held-out-variance.ts';
import { findLeaks } from '../../../src/data-report/leaks/leak.ts';
import { linearLeaks } from '../../../src/data-report/leaks/linear-leak.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import { standardised } from '../../../src/statistics/standardised.ts';
import { normalTable } from '../given-copies.ts';
import { normal, numberColumn, numberTarget, tableSource } from '../given-source.ts';

const found = (targetOf: Parameters<typeof normalTable>[2], seed = 1) =>
  findLeaks(normalTable({ rows: 400, columns: 4, seed }, undefined, targetOf));

describe('columns from which the target follows by a sum', () => {
  test('leave the variance that scikit-learn finds', () => {
    const of = (cellOf: (row: number) => number) =>
      standardised(Float64Array.from({ length: 60 }, (_, row) => cellOf(row)));
    const x = [of(Math.sin), of((row) => Math.cos(2 * row))];
    const { left } = heldOutVariance(
      x,
      of((row) => Math.sin(row) + 0.3 * Math.cos(5 * row)),
    );
    expect(left).toBeCloseTo(0.09103780921227261, 7);
  });

  test('are named, without those that add nothing', () => {
    expect(found(([a = 0, b = 0, c = 0]) => a + b - 2 * c)).toMatchObject([
      {
        severity: 'warn',
        kind: 'target-leak',
        columns: ['x0', 'x1', 'x2'],
        message: expect.stringMatching(
          /^the target is a sum of columns \(x0, x1, x2\): held-out R² 1\.000000 /,
        ),
      },
    ]);
  });

  test.each([0, 1, 2])(
    'are named under a hundredth of noise, where no column tells it alone, seed %i',
    (seed) => {
      expect(
        found(([a = 0, b = 0, c = 0], random) => a + b - 2 * c + 0.03 * normal(random), seed),
      ).toMatchObject([
        {
          severity: 'warn',
          columns: ['x0', 'x1', 'x2'],
          message: expect.stringMatching(
            /^the target is nearly a sum of columns \(x0, x1, x2\): held-out R² 0\.9998\d\d by least squares, and 0\.\d+ by the best of them alone$/,
          ),
        },
      ]);
    },
  );

  test('are no alarm where one column tells it alone as well, as of one size', () => {
    const random = randomFor('one size');
    const rows = Array.from({ length: 400 }, () => {
      const size = 5 + normal(random);
      return { radius: size + 0.01 * normal(random), edge: 6 * size + 0.1 * normal(random), y: size };
    });
    const columns = (['radius', 'edge'] as const).map((name) =>
      numberColumn(
        name,
        rows.map((row) => row[name]),
      ),
    );
    const linear = linearLeaks(columns, numberTarget(rows.map(({ y }) => y)), Int32Array.from(rows.keys()));
    expect(linear).toEqual([]);
  });

  test('are no alarm under a twentieth of noise, nor where rows are few for the columns', () => {
    for (let seed = 0; seed < 5; seed++) {
      expect(found(([a = 0, b = 0, c = 0], random) => a + b - 2 * c + 0.12 * normal(random), seed)).toEqual(
        [],
      );
    }
    const random = randomFor('wide');
    const cells = Array.from({ length: 100 }, () => Array.from({ length: 30 }, () => normal(random)));
    const columns = Array.from({ length: 30 }, (_, at) =>
      numberColumn(
        `x${at}`,
        cells.map((row) => row[at] as number),
      ),
    );
    const sums = cells.map((row) => row.reduce((sum, cell) => sum + cell, 0));
    expect(findLeaks(tableSource(columns, numberTarget(sums)))).toEqual([]);
  });
});

describe('a column that is the target under noise', () => {
  const noisy = (noise: number, others: number) => (seed: number) => {
    const random = randomFor('noisy', seed);
    const rows = Array.from({ length: 400 }, () => {
      const [a, b, y] = [normal(random), normal(random), normal(random)];
      return { a: others * y + a, b, copy: 7 * y + 7 * noise * normal(random), y };
    });
    const columns = (['a', 'b', 'copy'] as const).map((name) =>
      numberColumn(
        name,
        rows.map((row) => row[name]),
      ),
    );
    return findLeaks(tableSource(columns, numberTarget(rows.map(({ y }) => y))));
  };

  test.each([0, 1, 2, 3, 4])('is found at a twentieth of noise, seed %i', (seed) => {
    expect(noisy(0.05, 1)(seed)).toMatchObject([
      {
        severity: 'warn',
        columns: ['copy'],
        message: expect.stringMatching(/^column copy is nearly the target: held-out R² 0\.99\d? by it alone/),
      },
    ]);
  });

  test('is no alarm at a fifth, nor where others tell the target nearly as well', () => {
    expect(noisy(0.2, 1)(1)).toEqual([]);
    expect(noisy(0.05, 10)(1)).toEqual([]);
  });
});

test('a constant target has no leaks', () => {
  const columns = [37, 53].map((step) =>
    numberColumn(
      `by ${step}`,
      Array.from({ length: 200 }, (_, row) => (step * row) % 101),
    ),
  );
  expect(findLeaks(tableSource(columns, numberTarget(new Array<number>(200).fill(5.5))))).toEqual([]);
});
