import { describe, expect, test } from 'vitest';
import { dataChecks } from '../../../src/checks/data-checks.ts';
import { readSource, type SourceRows } from '../../../src/data/load-dataset.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import { csvDirectory, dataSpec } from '../../data/data-spec.ts';
import { assignedSource, classTarget, columnsOf } from '../../data-report/given-copies.ts';
import { normal, numberColumn, tableSource } from '../../data-report/given-source.ts';
import { builtIn, checkContextOf, seeds, verdictOn } from './given-check.ts';

const random = randomFor('data checks');
const table = Array.from({ length: 200 }, () => [normal(random), normal(random)]);
const labels = table.map(([a = 0, b = 0]) => Number(a + b + 0.3 * normal(random) > 0));
const sound = tableSource(columnsOf(table), classTarget(labels));

/** Rows of a CSV file, read strictly. */
const csvSource = (lines: readonly string[]): Promise<SourceRows> =>
  readSource(dataSpec({ source: 'csv', path: 'table.csv', target: 'y' }), csvDirectory(lines.join('\n')));

describe('the checks of the data', () => {
  test('have names of their own, and all but three are cheap', () => {
    expect(new Set(dataChecks.map(({ name }) => name)).size).toBe(dataChecks.length);
    expect(dataChecks.filter(({ isCheap }) => !isCheap).map(({ name }) => name)).toEqual([
      'no-near-copies',
      'labels-fit-rows',
      'augmented-labels',
    ]);
  });

  test.each([
    { source: 'iris' },
    { source: 'penguins' },
    { source: 'penguins', target: 'bodyMassGrams' },
  ] as const)('raise no alarm of $source with ten seeds', async (spec) => {
    for (const seed of seeds) {
      const context = checkContextOf(await builtIn(seed, spec));
      for (const check of dataChecks) {
        const { status, message } = await check.run(context);
        expect(`${check.name} ${status === 'skip' ? 'pass' : status}: ${message}`).toMatch(/^\S+ pass/);
      }
    }
  });
});

describe('finite-values', () => {
  test('names the column and the rows that say NaN or inf', async () => {
    const lines = ['x,y', ...table.map(([a = 0], row) => `${row === 7 ? 'NaN' : a},${labels[row]}`)];
    expect(await verdictOn('finite-values', await csvSource(lines))).toMatchObject({
      status: 'fail',
      message: '1 cell written as NaN or infinity: x (1 NaN; rows 8)',
    });
    expect(await verdictOn('finite-values', sound)).toMatchObject({ status: 'pass' });
  });

  test('looks at what enters the net', async () => {
    const values = table.map(([a = 0], row) => (row === 5 ? Number.POSITIVE_INFINITY : a));
    const source = tableSource([numberColumn('x', values)], classTarget(labels));
    const { status, message } = await verdictOn('finite-values', source);
    expect(`${status}: ${message}`).toMatch(/^fail: .*NaN or infinite, first in x of row \d+ \(/);
  });
});

describe('constant-columns', () => {
  test('names columns that do not vary in training, missing ones too', async () => {
    const columns = [
      ...columnsOf(table),
      numberColumn(
        'same',
        table.map(() => 3),
      ),
      numberColumn(
        'empty',
        table.map(() => Number.NaN),
      ),
    ];
    expect(await verdictOn('constant-columns', tableSource(columns, classTarget(labels)))).toMatchObject({
      status: 'warn',
      message: '2 of 4 columns with a single value in all training rows: same, empty',
    });
    expect(await verdictOn('constant-columns', sound)).toMatchObject({ status: 'pass' });
  });
});

describe('class-names', () => {
  test('finds a misspelt class', async () => {
    const lines = [
      'x,z,y',
      ...table.map(([a, b], row) => `${a},${b},${row < 4 ? 'setsoa' : labels[row] ? 'setosa' : 'other'}`),
    ];
    expect(await verdictOn('class-names', await csvSource(lines))).toMatchObject({
      status: 'fail',
      message: expect.stringMatching(/^"setsoa" \(rows: 4\) is nearly "setosa"/),
    });
  });
});

describe('enough-rows', () => {
  test('finds small splits and classes without rows', async () => {
    const few = assignedSource(
      columnsOf(table.slice(0, 40)),
      classTarget(table.slice(0, 40).map((_, row) => row % 2)),
      't'.repeat(30) + 'ev'.repeat(5),
    );
    const { status, message } = await verdictOn('enough-rows', few);
    expect(`${status}: ${message}`).toBe(
      'warn: validation has 5 rows: one of them is 20 % of the accuracy; test has 5 rows: one of them is 20 % of the accuracy; no validation row is of class 0; no test row is of class 1',
    );
  });
});

describe('copies, conflicts and leaks', () => {
  const copied = [...table.slice(0, 150), ...table.slice(0, 50)];
  const letters = 't'.repeat(150) + 'v'.repeat(25) + 'e'.repeat(25);

  test('fail or warn, with numbers and rows', async () => {
    const source = assignedSource(
      columnsOf(copied),
      classTarget(copied.map((_, row) => (row < 150 ? (labels[row] as number) : 1))),
      letters,
    );
    const leak = await verdictOn('no-copied-rows', source);
    expect(leak).toMatchObject({ status: 'fail', numbers: { count: 50 } });
    expect(leak.message).toMatch(/^25 of 25 validation rows \(100 %\) and 25 of 25 test rows/);
    expect(JSON.stringify(leak.exhibits)).toContain('rows 151, 152');
    const fileNames = copied.map((_, row) => `${row}.png`);
    const filed = await verdictOn('no-copied-rows', { ...source, raw: { ...source.raw, fileNames } });
    expect(JSON.stringify(filed.exhibits)).toContain('; 150.png, 151.png, ');
    expect(await verdictOn('conflicting-labels', source)).toMatchObject({ status: 'warn' });
    const coded = columnsOf(table.map(([a = 0], row) => [a, 5 - (labels[row] as number)]));
    expect(await verdictOn('no-target-leak', tableSource(coded, classTarget(labels)))).toMatchObject({
      status: 'fail',
      message: expect.stringMatching(/^column x1 alone predicts the target: 0 of 160 rows wrong/),
    });
  });

  test('look at a sample that keeps twins together when there are very many rows', async () => {
    const rows = 300_000;
    const stream = randomFor('many');
    const cells = Float64Array.from({ length: rows }, () => stream.next());
    for (let row = 0; row < rows; row += 10) cells[row] = cells[(row + 5) % rows] as number;
    const half = Float64Array.from(cells, (cell) => cell / 2);
    const columns = [
      { kind: 'number' as const, name: 'a', values: cells },
      { kind: 'number' as const, name: 'b', values: half },
    ];
    const values = Float64Array.from({ length: rows }, () => stream.next());
    const source = tableSource(columns, { kind: 'regression', name: 'y', values });
    const { message } = await verdictOn('no-copied-rows', source);
    // Two rows of ten are twins, and a row's twin stands in training with a chance of 0.6.
    const share = Number(/\((\d+(\.\d+)?) %\) and/.exec(message)?.[1]);
    expect(Math.abs(share - 12)).toBeLessThan(1);
    const drawn = Number(/of (\d+) rows, drawn from 300000/.exec(message)?.[1]);
    expect(Math.abs(drawn - 200_000)).toBeLessThan(2000);
  });
});
