import { describe, expect, test } from 'vitest';
import { findLeaks } from '../../../src/data-report/leaks/leak.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import { assignedSource, classTarget } from '../given-copies.ts';
import { normal, numberColumn, numberTarget, reportCsv, tableSource } from '../given-source.ts';

/** A table of amounts with two decimals; `targetOf` makes the target of a row, in units of the last decimal. */
function amounts(rows: number, columns: number, targetOf: (units: number[]) => number, decimals = 2) {
  const random = randomFor('amounts', rows, columns);
  const table = Array.from({ length: rows }, () =>
    Array.from({ length: columns }, () => 100 + random.below(9000)),
  );
  const unit = 10 ** decimals;
  return tableSource(
    Array.from({ length: columns }, (_, at) =>
      numberColumn(
        `x${at}`,
        table.map((units) => (units[at] as number) / unit),
      ),
    ),
    numberTarget(table.map((units) => targetOf(units) / unit)),
  );
}

describe('a target that is the sum of columns', () => {
  test.each<[string, number, number, (units: number[]) => number, string]>([
    ['two of few rows', 24, 3, ([a = 0, b = 0]) => a + b, 'x0 + x1 in all of 19 rows'],
    ['a difference', 30, 4, ([, b = 0, , d = 0]) => d - b, 'x3 − x1 in all of 24 rows'],
    [
      'three of few rows and many columns',
      40,
      20,
      (units) => sumOf(units, 3, 9, 15),
      'x3 + x9 + x15 in all of 32 rows',
    ],
    [
      'with a rounded last decimal',
      40,
      3,
      ([a = 0, b = 0]) => a + b + ((a % 3) - 1),
      'x0 + x1 in all of 32 rows',
    ],
  ])('is named: %s', (_, rows, columns, targetOf, sum) => {
    expect(findLeaks(amounts(rows, columns, targetOf))).toMatchObject([
      { severity: 'warn', kind: 'target-leak', message: `the target is ${sum}` },
    ]);
  });

  test('is named where numbers are classes, and where cells are missing', () => {
    const random = randomFor('classes');
    const cells = Array.from({ length: 60 }, () => [random.below(4), random.below(5), random.below(9)]);
    const column = (at: number) =>
      numberColumn(
        `x${at}`,
        cells.map((row, index) => (index % 10 === at ? Number.NaN : (row[at] as number))),
      );
    const classes = Array.from({ length: 8 }, (_, label) => String(label));
    const target = { ...classTarget(cells.map(([a = 0, b = 0]) => a + b)), classes };
    const found = findLeaks(assignedSource([0, 1, 2].map(column), target, 't'.repeat(60)));
    expect(found).toMatchObject([{ columns: ['x0', 'x1'] }]);
    expect(found[0]?.message).toBe('the target is x0 + x1 in all of 48 rows');
  });

  test('is named by the report on a file', async () => {
    const random = randomFor('file');
    const lines = Array.from({ length: 25 }, () => {
      const [a, b] = [random.below(900), random.below(900)];
      return [a, b, random.below(900), a + b].map((units) => (units / 10).toFixed(1)).join();
    });
    const { findings } = await reportCsv(['rent,food,age,y', ...lines].join('\n'));
    expect(findings.find(({ kind }) => kind === 'target-leak')).toMatchObject({
      message: 'the target is rent + food in all of 20 rows',
    });
  });
});

describe('no sum is named', () => {
  test('where a tenth of the rows differ, or rows are too few to rule out chance', () => {
    let row = 0;
    const broken = amounts(40, 3, ([a = 0, b = 0]) => a + b + (row++ % 10 === 0 ? 50 : 0));
    expect(findLeaks(broken)).toEqual([]);
    expect(findLeaks(amounts(11, 3, ([a = 0, b = 0]) => a + b))).toEqual([]);
  });

  test.each(Array.from({ length: 20 }, (_, seed) => seed))('in tables of chance, seed %i', (seed) => {
    const random = randomFor('chance', seed);
    const [rows, columns] = [12 + random.below(60), 2 + random.below(20)];
    const most = 2 + random.below(20);
    const drawn = () => Array.from({ length: rows }, () => random.below(most));
    const normals = () => Array.from({ length: rows }, () => Number(normal(random).toFixed(1)));
    const values = Array.from({ length: columns }, (_, at) => (at % 2 === 0 ? drawn() : normals()));
    const given = values.map((cells, at) => numberColumn(`x${at}`, cells));
    for (const target of [drawn(), normals()]) {
      const found = findLeaks(tableSource(given, numberTarget(target), seed));
      expect(found.filter(({ message }) => message.startsWith('the target is '))).toEqual([]);
    }
  });
});

function sumOf(units: readonly number[], ...places: readonly number[]): number {
  return places.reduce((sum, place) => sum + (units[place] as number), 0);
}
