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

const partsOf = (folds: Dataset['folds'] = []) => folds.map(({ train }) => [...new Set(train)]);

it('keeps groups whole, drawn at random, and gives the mean number of rows', () => {
  // Group g has the rows from g · 10 on, and the last one is larger.
  const groups = Int32Array.from({ length: 200 }, (_, row) => Math.min(15, Math.floor(row / 10)));
  const options = { fractions, repeats: 4, fewestRows: 10 };
  const { dataset: grown, sizes } = growingSubsets(dataset, options, streamOf, { groups });
  const parts = partsOf(grown.folds);
  const shares = [1, 3, 8, 16];
  for (const [at, rows] of parts.entries()) {
    const keys = new Set(rows.map((row) => groups[row]));
    expect(keys.size).toBe(shares[at % 4]);
    expect(rows).toHaveLength([...groups].filter((group) => keys.has(group)).length);
    if (at % 4 > 0) for (const row of parts[at - 1] ?? []) expect(rows).toContain(row);
  }
  expect(
    new Set(parts.filter((_, at) => at % 4 === 0).map((rows) => groups[rows[0] ?? 0])).size,
  ).toBeGreaterThan(1);
  const means = shares.map((_, size) => {
    const own = parts.filter((_, at) => at % 4 === size);
    return Math.round(own.reduce((sum, { length }) => sum + length, 0) / own.length);
  });
  expect(sizes).toEqual(means);
});

it('takes the latest rows where the split follows the time, with whole groups if there are some', () => {
  const times = Float64Array.from({ length: 200 }, (_, row) => (row * 7) % 200);
  const options = { fractions: [0.25, 1], repeats: 1, fewestRows: 10 };
  const { dataset: grown, sizes } = growingSubsets(dataset, options, streamOf, { times });
  expect(sizes).toEqual([50, 200]);
  expect(Math.min(...(partsOf(grown.folds)[0] ?? []).map((row) => times[row] as number))).toBe(150);
  const groups = Int32Array.from(times, (time) => Math.floor(time / 20));
  const whole = growingSubsets(dataset, options, streamOf, { times, groups });
  const [latest = []] = partsOf(whole.dataset.folds);
  expect([latest.length, Math.min(...latest.map((row) => times[row] as number))]).toEqual([60, 140]);
});

it('takes time that grows with the rows, not with their square', () => {
  const rows = 200_000;
  const many = { ...dataset, splits: { ...dataset.splits, train: splitOf(rows) } };
  const { sizes } = growingSubsets(many, { fractions, repeats: 1, fewestRows: 20 }, streamOf);
  expect(sizes.at(-1)).toBe(rows);
});
