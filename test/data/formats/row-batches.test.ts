import { expect, test } from 'vitest';
import { columnRows, inBatchesOf, type RawRows } from '../../../src/data/formats/row-source.ts';

/** Rows 0, 1, 2, … in batches of these sizes. */
async function* rowsIn(sizes: readonly number[], areColumns: boolean): AsyncGenerator<RawRows> {
  let start = 0;
  for (const size of sizes) {
    const places = Array.from({ length: size }, (_, row) => start + row);
    start += size;
    const columns = [Float64Array.from(places), places.map((place) => `row ${place}`)];
    const rows = columnRows(columns, places, start);
    yield areColumns ? rows : { cells: rows.cells, places, fraction: start };
  }
}

test.each([
  [[10], true],
  [[3, 0, 1, 9, 2], true],
  [[1, 1, 1, 1, 1, 1], true],
  [[4, 8, 3], true],
  [[3, 0, 1, 9, 2], false],
  [[4, 8, 3], false],
  [[0], false],
])('batches of %j rows, columns: %j, become batches of four', async (sizes, areColumns) => {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const read: unknown[] = [];
  const lengths: number[] = [];
  for await (const { cells, places } of inBatchesOf(4, rowsIn(sizes, areColumns))) {
    lengths.push(places.length);
    read.push(...cells.map((row, index) => [places[index], ...row]));
  }
  expect(read).toEqual(Array.from({ length: total }, (_, row) => [row, row, `row ${row}`]));
  expect(lengths.every((length, index) => length === 4 || (index === lengths.length - 1 && length > 0))).toBe(
    true,
  );
});
