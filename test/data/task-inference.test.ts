import { expect, test } from 'vitest';
import { readSource } from '../../src/data/load-dataset.ts';
import type { DataSpec } from '../../src/study/study-spec.ts';
import { csvDirectory, dataSpec, faultsOf, loadCsv } from './data-spec.ts';

/** A hundred rows with the given target. */
function withTarget(target: (row: number) => string | number, count = 100): string {
  return ['x,y', ...Array.from({ length: count }, (_, row) => `${(row * 37) % 101},${target(row)}`)].join(
    '\n',
  );
}

test.each<[string, (row: number) => string | number, string[]]>([
  ['text', (row) => ['dog', 'cat'][row % 2] as string, ['cat', 'dog']],
  [
    'few whole numbers, in the order of their values',
    (row) => [10, 9, 100][row % 3] as number,
    ['9', '10', '100'],
  ],
  [
    'whole numbers with a decimal point',
    (row) => ['1.0', '2.0', '1'][row % 3] as string,
    ['1', '1.0', '2.0'],
  ],
  ['numbers and text', (row) => ['3+', '1', '2'][row % 3] as string, ['1', '2', '3+']],
  [
    'whole numbers that differ beyond 2^53',
    (row) => ['9007199254740993', '+9007199254740992.0', '123456789012345678901'][row % 3] as string,
    ['+9007199254740992.0', '9007199254740993', '123456789012345678901'],
  ],
  ['truth values', (row) => String(row % 2 === 0), ['false', 'true']],
])('a target of %s is classification', async (_, target, classes) => {
  const { task, splits } = await loadCsv(withTarget(target));
  expect(task).toEqual({ kind: 'classification', classes });
  const { row, y } = splits.train;
  row.forEach((number, index) => {
    expect(classes[y[index] as number]).toBe(String(target(number)));
  });
});

test.each<[string, (row: number) => number]>([
  ['fractions', (row) => (row % 4) / 4],
  ['more than 20 whole numbers', (row) => row % 21],
])('a target of %s is regression', async (_, target) => {
  expect((await loadCsv(withTarget(target, 200))).task.kind).toBe('regression');
});

test('whole numbers with fewer than five rows to each are regression', async () => {
  const kinds = [40, 60].map(
    async (count) => (await loadCsv(withTarget((row) => row % 10, count))).task.kind,
  );
  expect(await Promise.all(kinds)).toEqual(['regression', 'classification']);
});

test.each<[string, (row: number) => string | number, object]>([
  [
    'text',
    (row) => ['no', 'yes'][row % 2] as string,
    { task: 'classification', because: 'its values are text' },
  ],
  ['fractions', (row) => row / 4, { task: 'regression', because: 'its values are numbers with fractions' }],
  [
    'counts of up to 15',
    (row) => row % 15,
    { task: 'classification', because: 'it has only 15 distinct whole numbers', otherwise: 'regression' },
  ],
  [
    '26 letters as numbers',
    (row) => row % 26,
    {
      task: 'regression',
      because: 'it has 26 distinct whole numbers, and only up to 20 are taken for classes',
      otherwise: 'classification',
    },
  ],
  [
    'whole numbers with few rows each',
    (row) => (row < 150 ? '' : row % 19),
    {
      task: 'regression',
      because: 'it has 19 distinct whole numbers in 50 rows, fewer than 5 rows for each',
      otherwise: 'classification',
    },
  ],
])('the reason for the task of %s is given', async (_, target, inferred) => {
  const spec = dataSpec({ source: 'csv', path: 'table.csv', target: 'y' });
  const { raw } = await readSource(spec, csvDirectory(withTarget(target, 200)));
  expect(raw.target.inferred).toEqual(inferred);
  const told = { ...spec, task: raw.target.kind };
  const declared = await readSource(told, csvDirectory(withTarget(target, 200)));
  expect(declared.raw.target.inferred).toBeUndefined();
});

test.each<[string, Partial<DataSpec>, (row: number) => string, string[] | 'regression']>([
  ['truth values', { columns: { y: { type: 'boolean' } } }, (row) => (row % 2 ? 'yes' : 'no'), ['no', 'yes']],
  [
    'an order',
    { columns: { y: { type: 'ordinal', order: ['lo', 'hi'] } } },
    (row) => (row % 2 ? 'lo' : 'hi'),
    ['hi', 'lo'],
  ],
  [
    'categories',
    { columns: { y: { type: 'category' } } },
    (row) => `${(row % 30) / 2}`.slice(0, 1),
    [...'0123456789'],
  ],
  ['numbers', { columns: { y: { type: 'integer' } } }, (row) => `${row % 2}`, 'regression'],
  [
    'numbers as classes',
    { task: 'classification', columns: { y: { type: 'number' } } },
    (row) => `${row % 2}`,
    ['0', '1'],
  ],
])('a declared target of %s is read as such', async (_, spec, target, expected) => {
  const { task } = await loadCsv(withTarget(target, 300), spec);
  expect(task.kind === 'classification' ? task.classes : task.kind).toEqual(expected);
});

test('a class that is not of the declared type is one fault', async () => {
  const csv = withTarget((row) => (row === 5 || row === 9 ? 'maybe' : row % 2 ? 'yes' : 'no'));
  const spec = { columns: { y: { type: 'boolean' } } } as const;
  expect(await faultsOf(loadCsv(csv, spec))).toEqual([
    'table.csv:7:2 y: must be true or false, yes or no, or 1 or 0, as data.columns declares, got "maybe"',
  ]);
  const request = dataSpec({ source: 'csv', path: 'table.csv', target: 'y', ...spec });
  const { raw } = await readSource(request, csvDirectory(csv), { isTolerant: true });
  expect(raw.target).toMatchObject({ classes: ['no', 'yes'] });
  expect(raw.problems).toMatchObject([{ kind: 'text-among-numbers', count: 2, rows: [5, 9] }]);
});

test.each<[string, (row: number) => string, Partial<DataSpec>]>([
  ['declared as a number', () => '5', { columns: { y: { type: 'number' } } }],
  ['written in two ways', (row) => (row % 2 ? '5' : '5.0'), { task: 'regression' }],
])('a constant target %s is a fault', async (_, target, spec) => {
  expect(await faultsOf(loadCsv(withTarget(target), spec))).toEqual([
    'table.csv y: the target must have at least two distinct values, got "5"',
  ]);
});

test.each<[DataSpec['task'], (row: number) => number]>([
  ['regression', (row) => row % 2],
  ['classification', (row) => (row % 30) / 2],
])('the user may ask for %s', async (task, target) => {
  expect((await loadCsv(withTarget(target, 300), task === undefined ? {} : { task })).task.kind).toBe(task);
});

test('a regression target is scaled by the mean and deviation of its training rows alone', async () => {
  const target = (row: number) => row ** 2 / 7;
  const { task, splits } = await loadCsv(withTarget(target));
  if (task.kind !== 'regression') throw new Error('expected a regression');
  const trained = [...splits.train.row].map(target);
  const mean = trained.reduce((sum, value) => sum + value) / trained.length;
  const variance = trained.reduce((sum, value) => sum + (value - mean) ** 2, 0) / trained.length;
  expect(task.mean).toBeCloseTo(mean, 9);
  expect(task.std).toBeCloseTo(Math.sqrt(variance), 9);
  splits.test.row.forEach((row, index) => {
    expect((splits.test.y[index] as number) * task.std + task.mean).toBeCloseTo(target(row), 3);
  });
});

test('a minus that is as frequent as the classes beside it is refused until it is declared', async () => {
  const csv = withTarget((row) => ['-', '+', '0'][row % 3] as string);
  const spec = dataSpec({ source: 'csv', path: 'table.csv', target: 'y' });
  const [fault] = await faultsOf(readSource(spec, csvDirectory(csv)));
  expect(fault).toContain('y: may be a class, or mean that the row has no target, got "-"');
  const declared = { ...spec, columns: { y: { type: 'category', missing: [] } } } as const;
  const { raw } = await readSource(declared, csvDirectory(csv));
  expect(raw.target).toMatchObject({ classes: ['+', '-', '0'] });
});
