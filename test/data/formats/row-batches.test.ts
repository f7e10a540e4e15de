import { expect, test } from 'vitest';
import { RegularRows } from '../../../src/data/formats/delimited/regular-rows.ts';
import { columnRows, inBatchesOf, type RawRows, spanRows } from '../../../src/data/formats/row-source.ts';

type Kind = 'cells' | 'columns' | 'places in a text';

/** Rows 0, 1, 2, … in batches of these sizes. */
async function* rowsIn(sizes: readonly number[], kind: Kind): AsyncGenerator<RawRows> {
  let start = 0;
  for (const size of sizes) {
    const places = Array.from({ length: size }, (_, row) => start + row);
    start += size;
    const columns = [Float64Array.from(places), places.map((place) => `row ${place}`)];
    const rows = columnRows(columns, places, start);
    if (kind === 'columns') yield rows;
    else if (kind === 'cells') yield { cells: rows.cells, places, fraction: start };
    else yield spannedRows(places, start);
  }
}

function spannedRows(places: readonly number[], fraction: number): RawRows {
  const text = places.map((place) => `${place},"row ${place}"\n`).join('');
  const spans = new RegularRows().read(text, ',')?.spans;
  return spans === undefined ? { cells: [], places, fraction } : spanRows(spans, places, fraction);
}

const allSizes = [[10], [3, 0, 1, 9, 2], [1, 1, 1, 1, 1, 1], [4, 8, 3], [0]];
const kinds: readonly Kind[] = ['cells', 'columns', 'places in a text'];

test.each(allSizes.flatMap((sizes) => kinds.map((kind) => [sizes, kind] as const)))(
  'batches of %j rows of %s become batches of four',
  async (sizes, kind) => {
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const read: unknown[] = [];
    const lengths: number[] = [];
    for await (const { cells, places } of inBatchesOf(4, rowsIn(sizes, kind))) {
      lengths.push(places.length);
      read.push(...cells.map((row, index) => [places[index], ...row]));
    }
    const first = (row: number) => (kind === 'places in a text' ? String(row) : row);
    expect(read).toEqual(Array.from({ length: total }, (_, row) => [row, first(row), `row ${row}`]));
    expect(
      lengths.every((length, index) => length === 4 || (index === lengths.length - 1 && length > 0)),
    ).toBe(true);
  },
);
