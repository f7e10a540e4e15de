import { expect, it } from 'vitest';
import type { Dataset, Split } from '../../src/data/dataset.ts';
import { growingSubsets } from '../../src/data/growing-subsets.ts';
import { randomFor } from '../../src/statistics/random.ts';

const splitOf = (rows: number): Split => ({
  rows,
  x: new Float32Array(rows),
  y: Float32Array.from({ length: rows }, (_, row) => (row % 10 < 7 ? 0 : row % 10 < 9 ? 1 : 2)),
  row: Int32Array.from({ length: rows }, (_, row) => row),
});
const dataset = {
  task: { kind: 'classification', classes: ['a', 'b', 'c'] },
  inputShape: [1],
  splits: { train: splitOf(200), validation: splitOf(40), test: splitOf(20) },
} as unknown as Dataset;
const fractions = [0.05, 0.2, 0.5, 1];
const streamOf = (repeat: number) => randomFor('subsets', repeat);

it('draws parts inside each other, with the classes in their shares, repeated to all rows', () => {
  const options = { fractions, repeats: 2, fewestRows: 20 };
  const { dataset: grown, sizes, judged } = growingSubsets(dataset, options, streamOf);
  expect([sizes, judged]).toEqual([[40, 100, 200], 40]);
  const folds = grown.folds ?? [];
  expect(folds).toHaveLength(6);
  for (const [at, { train, validation }] of folds.entries()) {
    const size = sizes[at % 3] as number;
    const rows = new Set(train);
    expect([train.length, rows.size, validation.length]).toEqual([200, size, 40]);
    for (const row of folds[at - 1]?.train ?? []) if (at % 3 > 0) expect(rows).toContain(row);
    const counts = [0, 1, 2].map(
      (label) => [...rows].filter((row) => dataset.splits.train.y[row] === label).length,
    );
    for (const [label, share] of [0.7, 0.2, 0.1].entries()) {
      expect(Math.abs((counts[label] as number) - share * size)).toBeLessThanOrEqual(1);
    }
  }
  expect(folds[0]?.train).not.toEqual(folds[3]?.train);
});

it('takes one fold of the study for each repeat', () => {
  const folds = [0, 1].map((part) => ({
    train: Int32Array.from({ length: 100 }, (_, at) => 2 * at + part),
    validation: Int32Array.of(part),
  }));
  const options = { fractions, repeats: 3, fewestRows: 20 };
  const { dataset: grown, sizes } = growingSubsets({ ...dataset, folds }, options, streamOf);
  expect(sizes).toEqual([20, 50, 100]);
  const judges = (grown.folds ?? []).map(({ validation }) => validation[0]);
  expect(judges).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0]);
  for (const { train, validation } of grown.folds ?? []) {
    for (const row of train) expect(row % 2).toBe(validation[0]);
  }
});

it('takes time that grows with the rows, not with their square', () => {
  const rows = 200_000;
  const many = { ...dataset, splits: { ...dataset.splits, train: splitOf(rows) } };
  const { sizes } = growingSubsets(many, { fractions, repeats: 1, fewestRows: 20 }, streamOf);
  expect(sizes.at(-1)).toBe(rows);
});
