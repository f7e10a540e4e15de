import { expect, test } from 'vitest';
import { asTable, columnNotes } from '../../../src/data/arrays/array-columns.ts';
import type { RawArrays } from '../../../src/data/raw-data.ts';

const rowsOf = (...shape: number[]): RawArrays => {
  const size = shape.reduce((product, length) => product * length, 1);
  return { kind: 'arrays', parts: [{ name: 'x', shape, values: new Float32Array(2 * size) }] };
};

test('numbers of a row that are no columns are counted', () => {
  expect(columnNotes(rowsOf(4, 8))).toEqual([]);
  expect(columnNotes(rowsOf(100))).toEqual([]);
  expect(asTable(rowsOf(3, 8, 8)).columns).toHaveLength(32);
  expect(columnNotes(rowsOf(3, 8, 8))).toEqual(['32 of the 192 numbers of a row are shown, evenly spaced']);
});
