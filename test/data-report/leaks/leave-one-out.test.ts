import { expect, test } from 'vitest';
import { findLeaks } from '../../../src/data-report/leaks/leak.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import { classTarget } from '../given-copies.ts';
import { normal, numberColumn, numberTarget, tableSource } from '../given-source.ts';

interface Row {
  readonly town: number;
  readonly y: number;
  /** One of four parts of the file. */
  readonly part: number;
}

function sales(seed: number): Row[] {
  const random = randomFor('sales', seed);
  const levels = Array.from({ length: 30 }, () => normal(random));
  return Array.from({ length: 400 }, (_, row) => {
    const town = row < 120 ? row % 30 : random.below(30);
    return { town, y: (levels[town] as number) + 2 * normal(random), part: random.below(4) };
  });
}

/** For each row the smoothed mean of the others of its town that `isOther` admits. */
function meansOf(rows: readonly Row[], isOther: (own: Row, other: Row) => boolean, smoothing = 0): number[] {
  const mean = rows.reduce((sum, { y }) => sum + y, 0) / rows.length;
  return rows.map((own) => {
    const others = rows.filter((row) => row.town === own.town && row !== own && isOther(own, row));
    const sum = others.reduce((total, { y }) => total + y, 0) + smoothing * mean;
    return Number((sum / (others.length + smoothing || 1)).toFixed(4));
  });
}

const found = (
  rows: readonly Row[],
  cells: readonly number[],
  target = numberTarget(rows.map(({ y }) => y)),
) => {
  const towns = rows.map(({ town }) => town);
  const categories = [...new Set(towns)].map(String);
  const codes = Int32Array.from(towns, (town) => categories.indexOf(String(town)));
  return findLeaks(
    tableSource([{ kind: 'category', name: 'town', codes, categories }, numberColumn('mean', cells)], target),
  );
};

test.each([0, 1, 2])(
  'a mean of the other rows of a group is found, smoothed and rounded too, seed %i',
  (seed) => {
    const rows = sales(seed);
    for (const smoothing of [0, 5]) {
      expect(
        found(
          rows,
          meansOf(rows, () => true, smoothing),
        ),
      ).toMatchObject([
        {
          severity: 'fail',
          kind: 'target-leak',
          columns: ['mean'],
          message: expect.stringMatching(
            /^column mean is the mean target of the other rows with the same town, .* in 30 groups/,
          ),
        },
      ]);
    }
  },
);

test('it is found for a class, and where groups are named by numbers', () => {
  const rows = sales(3).map((row) => ({ ...row, y: Number(row.y > 0.3) }));
  const cells = meansOf(rows, () => true, 3);
  expect(found(rows, cells, classTarget(rows.map(({ y }) => y)))).toMatchObject([{ columns: ['mean'] }]);
  const numbers = sales(4);
  const columns = [
    numberColumn(
      'town',
      numbers.map(({ town }) => 100 + town),
    ),
    numberColumn(
      'mean',
      meansOf(numbers, () => true),
    ),
  ];
  expect(findLeaks(tableSource(columns, numberTarget(numbers.map(({ y }) => y))))).toMatchObject([
    { severity: 'fail', columns: ['mean'] },
  ]);
});

test('it is no alarm where it comes from other parts, or from other rows', () => {
  for (let seed = 0; seed < 10; seed++) {
    const rows = sales(seed);
    expect(
      found(
        rows,
        meansOf(rows, (own, other) => own.part !== other.part),
      ),
    ).toEqual([]);
    const random = randomFor('elsewhere', seed);
    const elsewhere = meansOf(
      rows.map((row) => ({ ...row, y: row.y + 2 * normal(random) })),
      () => true,
    );
    expect(found(rows, elsewhere)).toEqual([]);
  }
});
