import { describe, expect, it, test } from 'vitest';
import { readSource } from '../../src/data/load-dataset.ts';
import type { DataSpec } from '../../src/study/study-spec.ts';
import { csvDirectory, dataSpec, faultsOf, loadCsv } from './data-spec.ts';

function csv(targets: readonly (number | string)[]): string {
  const rows = Array.from({ length: 30 }, (_, row) => `${row},${targets[row % targets.length]}`);
  return ['x,y', ...rows].join('\n');
}

const fromCsv = (spec: Partial<DataSpec>) =>
  dataSpec({ source: 'csv', path: 'table.csv', target: 'y', ...spec });

const sizes = ['small', 'big', 'middle'];
const order = ['small', 'middle', 'big'];

describe('ordered classes', () => {
  it('are in the declared order', async () => {
    const columns = { y: { type: 'ordinal', order } } as const;
    const { task, splits } = await loadCsv(csv(sizes), { task: 'ordinal', columns });
    expect(task).toMatchObject({ kind: 'classification', classes: order, ordered: true });
    const { y, row } = splits.train;
    y.forEach((label, at) => {
      expect(order[label]).toBe(sizes[(row[at] as number) % 3]);
    });
  });

  it('are in the order of numbers, which is said', async () => {
    const spec = fromCsv({ task: 'ordinal' });
    const { raw, notes = [] } = await readSource(spec, csvDirectory(csv([10, 9, 2])));
    expect(raw.target).toMatchObject({ classes: ['2', '9', '10'], ordered: true });
    expect(notes).toContain('the classes are ordered by their numbers: 2 < 9 < 10');
  });

  it.each([
    [
      ['medium', 'Very_High', 'low'],
      ['low', 'medium', 'Very_High'],
    ],
    [sizes, order],
    [
      ['XL', 'S', 'M', 'L'],
      ['S', 'M', 'L', 'XL'],
    ],
  ])('%j are in the usual order, which is said', async (given, wanted) => {
    const { raw, notes = [] } = await readSource(fromCsv({ task: 'ordinal' }), csvDirectory(csv(given)));
    expect(raw.target).toMatchObject({ classes: wanted, ordered: true });
    expect(notes).toContain(
      `the classes are ordered by their usual meaning, which data.columns can declare otherwise: ${wanted.join(' < ')}`,
    );
  });

  it('are two of a plain classification, which is said', async () => {
    const { raw, notes = [] } = await readSource(
      fromCsv({ task: 'ordinal' }),
      csvDirectory(csv(['high', 'low'])),
    );
    expect(raw.target).toMatchObject({ classes: ['low', 'high'], ordered: true });
    expect(notes.join()).toMatch(/low < high; an ordinal task of two classes is a plain classification/);
  });

  it('are refused without an order', async () => {
    const hint =
      'declare it in data.columns, lowest first; by alphabet, which is hardly their order, it would begin {"y":{"type":"ordinal","order":["blue","green","…"]}}';
    for (const classes of [
      ['red', 'green', 'blue'],
      ['red', 'blue', 'green', 'high'],
    ]) {
      expect(await faultsOf(loadCsv(csv(classes), { task: 'ordinal' }))).toEqual([
        `table.csv y: the classes of an ordinal task must have an order (${hint})`,
      ]);
    }
  });
});

describe('counts', () => {
  it('enter as they are', async () => {
    const { task, splits } = await loadCsv(csv([0, 3, 12]), { task: 'count' });
    expect(task).toMatchObject({ kind: 'regression', count: true, mean: 0, std: 1 });
    expect([...new Set(splits.train.y)].sort((one, other) => one - other)).toEqual([0, 3, 12]);
  });

  it.each([[2.5], [-1], [2 ** 24 + 2]])('of %d are refused with their line', async (broken) => {
    expect(await faultsOf(loadCsv(csv([0, broken, 1]), { task: 'count' }))).toEqual([
      expect.stringMatching(
        /^table\.csv:3:2 y: must be a whole number from 0 to 16777216, because data\.task/,
      ),
    ]);
  });

  test('a regression on them is told of the task', async () => {
    const { notes = [] } = await readSource(fromCsv({ task: 'regression' }), csvDirectory(csv([0, 1, 4])));
    expect(notes.join()).toContain('y looks like a count, whole numbers from 0 to 4');
    const other = await readSource(fromCsv({ task: 'regression' }), csvDirectory(csv([0.5, 1, 4])));
    expect((other.notes ?? []).join()).not.toContain('count');
  });
});

test('quantiles have defaults', async () => {
  const { task } = await loadCsv(csv([0.5, 3, 12]), { task: 'quantile' });
  expect(task).toMatchObject({ kind: 'regression', quantiles: [0.05, 0.5, 0.95] });
});
