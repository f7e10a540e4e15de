import { describe, expect, it, test } from 'vitest';
import { fingerprint } from '../../src/data/dataset.ts';
import { readSource } from '../../src/data/load-dataset.ts';
import { csvDirectory, dataSpec, faultsOf, loadCsv } from './data-spec.ts';

/** Ten rows; the column `part` puts the first six into training. */
const parts = ['train', 'train', 'train', 'train', 'train', 'train', 'val', 'val', 'test', 'test'];
const labels = ['a', 'a', 'a', 'a', 'b', 'b', 'a', 'b', 'a', 'b'];

function csv(weights: readonly (number | string)[]): string {
  const rows = weights.map((weight, row) => `${row},${weight},${parts[row]},${labels[row]}`);
  return ['x,w,part,y', ...rows].join('\n');
}

const ten: readonly number[] = [2, 0, 1, 3, 4, 2, 0.5, 7, 1, 0];
const split = { kind: 'column', column: 'part' } as const;
const spec = { split, weight: 'w' } as const;

describe('a column of weights', () => {
  it('is no input, and has the mean 1 in training', async () => {
    const { inputShape, splits } = await loadCsv(csv(ten), spec);
    expect(inputShape).toEqual([1]);
    expect([...(splits.train.lossWeight ?? [])]).toEqual([1, 0, 0.5, 1.5, 2, 1]);
    expect([...(splits.validation.lossWeight ?? [])]).toEqual([0.25, 3.5]);
    expect(splits.train.lossWeight?.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('counts in metrics only where that is asked for', async () => {
    expect((await loadCsv(csv(ten), spec)).splits.validation.weight).toBeUndefined();
    const { splits } = await loadCsv(csv(ten), { ...spec, weightMetrics: true });
    expect([...(splits.validation.weight ?? [])]).toEqual([0.5, 7]);
  });

  it('is part of what a study recognises its data by', async () => {
    const other = ten.with(1, 5);
    const [one, same, changed] = await Promise.all(
      [ten, ten.map((each) => 3 * each), other].map((weights) => loadCsv(csv(weights), spec)),
    );
    if (one === undefined || same === undefined || changed === undefined) throw new Error('not loaded');
    expect(fingerprint(one)).toBe(fingerprint(same));
    expect(fingerprint(one)).not.toBe(fingerprint(changed));
  });

  it.each([
    [
      'missing',
      ten.with(2, '' as never),
      'table.csv:4:2 w: the weight of a row must be a number, not below 0, got ""',
    ],
    [
      'negative',
      ten.with(2, -1).with(5, -2),
      'table.csv:4:2 w: the weight of a row must be a number, not below 0, got "-1"',
    ],
    [
      'text',
      ten.with(2, 'much' as never),
      'table.csv:4:2 w: the weight of a row must be a number, not below 0, got "much"',
    ],
    [
      'zero in all training rows',
      ten.map((each, row) => (row < 6 ? 0 : each)),
      'table.csv data.weight: must give some row of the train split a weight above 0, got "w"',
    ],
  ])('that is %s is one line', async (_, weights, line) => {
    expect(await faultsOf(loadCsv(csv(weights), spec))).toEqual([line]);
  });

  it('must be there, and have no other role', async () => {
    const faults = await faultsOf(
      loadCsv(csv([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]), { ...spec, weight: 'weight' }),
    );
    expect(faults[0]).toContain('data.weight: must be a column of the file, got "weight"');
  });
});

test('rows without a usable weight are left out by a tolerant reading', async () => {
  const weights = [2, 'x', 1, 3, 4, 2, 0.5, 7, 1, 1];
  const { raw } = await readSource(
    dataSpec({ source: 'csv', path: 'table.csv', target: 'y', ...spec }),
    csvDirectory(csv(weights)),
    {
      isTolerant: true,
    },
  );
  expect([...raw.rowNumbers]).toEqual([0, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(raw.problems?.map(({ kind }) => kind)).toContain('broken-weight');
});

describe('weights of classes', () => {
  it('balance like those of scikit-learn, by the training rows', async () => {
    const { splits } = await loadCsv(csv(ten), { split, exclude: ['w'], classWeights: 'balanced' });
    // n / (k · n_c): 6 / (2 · 4) and 6 / (2 · 2)
    expect([...(splits.train.lossWeight ?? [])]).toEqual([0.75, 0.75, 0.75, 0.75, 1.5, 1.5]);
    expect([...(splits.test.lossWeight ?? [])]).toEqual([0.75, 1.5]);
  });

  it('are given by name, 1 for the others, and multiply those of the rows', async () => {
    const given = await loadCsv(csv(ten), { split, exclude: ['w'], classWeights: { b: 4 } });
    expect([...(given.splits.train.lossWeight ?? [])]).toEqual([0.5, 0.5, 0.5, 0.5, 2, 2]);
    const both = await loadCsv(csv(ten), { ...spec, classWeights: { b: 3 } });
    const products = [2, 0, 1, 3, 12, 6];
    expect([...(both.splits.train.lossWeight ?? [])]).toEqual(products.map((each) => each / 4));
  });
});
