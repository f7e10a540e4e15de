import { expect, test } from 'vitest';
import { extremesFirst } from '../../src/checks/extreme-values.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { datasetOf } from '../training/example-data.ts';

const rows = Array.from({ length: 100 }, (_, row) => row);
const task = { kind: 'regression', target: 'mass', mean: 0, std: 1 } as const;
const column = { kind: 'number', name: 'length', shift: 0, scale: 1, fill: 0 } as const;
const tableOf = (x: (row: number) => number, y: (row: number) => number): Dataset => ({
  ...datasetOf(task, [1], { train: { x: rows.map((row) => [x(row)]), y: rows.map(y) } }),
  preprocessing: { kind: 'table', columns: [column] },
});
const plain = (row: number) => Math.sin(row);

test('extreme values of the target come before those of an input, and a heavy tail is none', () => {
  const wrong = (row: number) => (row % 40 === 7 ? 1e4 : plain(row));
  expect(extremesFirst(tableOf(wrong, wrong))).toBe(
    'look first at extreme values, since 5 % of the training rows hold 100 % of the variance of the target mass (`data` shows them); else ',
  );
  expect(extremesFirst(tableOf(wrong, plain))).toContain('of the input length (');
  expect(extremesFirst(tableOf(plain, (row) => Math.exp(2 * plain(7 * row))))).toBe('');
});

test('a flag that few rows have is not extreme', () => {
  expect(extremesFirst(tableOf((row) => (row === 7 ? 1 : 0), plain))).toBe('');
});
