import { describe, expect, test } from 'vitest';
import { findInconsistentRows } from '../../../src/data-report/consistency/consistency-findings.ts';
import { type Random, randomFor } from '../../../src/statistics/random.ts';
import { normal, numberColumn, numberTarget, tableSource } from '../given-source.ts';

const count = 400;
const names = ['a', 'b', 'c', 'd', 'e'];

/** Findings on rows that `make` draws and `change` changes. */
function findingsOf(
  make: (random: Random) => number[],
  change: (row: number[], at: number, rows: readonly number[][]) => number[] = (row) => row,
  seed = 0,
) {
  const random = randomFor('consistency', seed);
  const rows = Array.from({ length: count }, () => make(random));
  const changed = rows.map(change);
  const columns = names.map((name, column) =>
    numberColumn(
      name,
      changed.map((row) => row[column] as number),
    ),
  );
  return findInconsistentRows(tableSource(columns, numberTarget(rows.map((_, row) => row % 9))));
}

/** Five measurements of one size, in different units. */
const sizes = (random: Random) => {
  const size = normal(random);
  return names.map((_, column) => 10 * column + (1 + column) * (size + 0.2 * normal(random)));
};
const isChanged = (at: number) => at % 4 === 1;
const firstRows = [1, 5, 9];

describe('rows of numbers that are inconsistent', () => {
  test.each<[string, (row: number[], at: number, rows: readonly number[][]) => number[]]>([
    ['25 % of 400 rows have their numbers in reverse order', (row) => row.toReversed()],
    [
      '25 % of 400 rows have their numbers one column too far right',
      (row) => [row.at(-1) as number, ...row.slice(0, -1)],
    ],
    [
      '25 % of 400 rows have their numbers one column too far left',
      (row) => [...row.slice(1), row[0] as number],
    ],
    [
      'of 400 rows have their numbers in any order',
      (row, at) => Array.from(randomFor(at).shuffle(Float64Array.from(row))),
    ],
    [
      'of 400 rows have numbers that do not belong together',
      (_, at, rows) =>
        names.map((_name, column) => rows[(at + 36 * column * column) % count]?.[column] as number),
    ],
  ])('are found: %s', (message, change) => {
    const [finding, ...others] = findingsOf(sizes, (row, at, rows) =>
      isChanged(at) ? change(row, at, rows) : row,
    );
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: 'warn', kind: 'inconsistent-rows' });
    expect(finding?.message).toContain(message);
    expect(finding?.rows.filter(isChanged).length).toBeGreaterThan(0.9 * (finding?.rows.length ?? 0));
    if (message.startsWith('25 %')) expect(finding?.rows.slice(0, 3)).toEqual(firstRows);
  });

  test.each<[string, (random: Random) => number[]]>([
    ['measurements of one size', sizes],
    ['columns that know nothing of each other', (random) => names.map(() => normal(random))],
    ['heavy tails', (random) => names.map(() => normal(random) / Math.abs(normal(random)))],
    ['columns that are mostly 0', (random) => names.map(() => (random.below(4) === 0 ? random.below(9) : 0))],
    [
      'two kinds of rows, of which one has no order',
      (random) =>
        random.below(3) === 0 ? names.map((_, at) => 50 * at + 20 * normal(random)) : sizes(random),
    ],
    [
      'rows that look alike from both ends',
      (random) => {
        const [end, next, middle] = [normal(random), normal(random), normal(random)];
        return [end, next, middle, next + 0.1 * normal(random), end + 0.1 * normal(random)];
      },
    ],
  ])('are not found in %s', (_, make) => {
    for (let seed = 0; seed < 6; seed++) expect(findingsOf(make, undefined, seed)).toEqual([]);
  });

  test('are not found in rows of few persons, whose columns are alike', () => {
    for (let seed = 0; seed < 20; seed++) {
      let person: number[] = [];
      const visit = (row: number, random: Random) => {
        if (row % 10 === 0) person = names.map(() => normal(random));
        return person.map((own) => own + 0.2 * normal(random));
      };
      let row = 0;
      expect(findingsOf((random) => visit(row++, random), undefined, seed)).toEqual([]);
    }
  });

  test('are not looked for in few rows, few columns, or columns without a number', () => {
    const target = (rows: number) => numberTarget(Array.from({ length: rows }, (_, row) => row));
    const ofRows = (rows: number, columns: number, cell: number) =>
      tableSource(
        names.slice(0, columns).map((name) => numberColumn(name, new Array<number>(rows).fill(cell))),
        target(rows),
      );
    for (const [rows, columns, cell] of [
      [20, 5, 1],
      [200, 2, 1],
      [200, 5, Number.NaN],
      [200, 5, 7],
    ] as const)
      expect(findInconsistentRows(ofRows(rows, columns, cell))).toEqual([]);
  });
});
