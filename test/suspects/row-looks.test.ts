import { expect, it } from 'vitest';
import type { RawColumn, RawData } from '../../src/data/raw-data.ts';
import { rowLooks } from '../../src/suspects/row-looks.ts';

const rows = {
  train: Int32Array.of(0, 1, 2, 3, 4, 5),
  validation: Int32Array.of(6, 7),
  test: Int32Array.of(8),
};
/** Blank lines may have moved the rows of the source. */
const rowNumbers = Int32Array.from({ length: 9 }, (_, row) => row + 100);

function tableOf(columns: readonly RawColumn[], target?: RawData['target']): RawData {
  const labels = Int32Array.of(0, 0, 0, 1, 1, 1, 0, 1, 0);
  return {
    file: 'made.csv',
    inputs: { kind: 'table', columns },
    target: target ?? { kind: 'classification', classes: ['low', 'high'], labels },
    rowNumbers,
  };
}

const size: RawColumn = {
  kind: 'number',
  name: 'size',
  values: Float64Array.of(1, 2, 3, 101, 102, 103, 102, Number.NaN, 0),
};
const colour: RawColumn = {
  kind: 'category',
  name: 'colour',
  codes: Int32Array.of(0, 0, 0, 1, 1, 1, 1, -1, 0),
  categories: ['red', 'blue'],
};

it('a row is compared with the training rows of its own given class', () => {
  const looks = rowLooks({ raw: tableOf([colour, size]), rows });
  expect(looks('validation', 0)).toEqual({
    row: 107,
    split: 'validation',
    features: [
      // The class has the median 2 and the MAD 1.
      { name: 'size', value: 102, z: expect.closeTo(0.6745 * 100, 1) },
      // Half a row in three, as a category that was not seen.
      { name: 'colour', value: 'blue', z: expect.closeTo(1.383, 3) },
    ],
  });
});

it('a missing cell is odd where others are not missing', () => {
  const { features } = rowLooks({ raw: tableOf([colour, size]), rows })('validation', 1);
  expect(features).toEqual([
    { name: 'colour', value: null, z: expect.closeTo(1.383, 3) },
    { name: 'size', value: null, z: expect.closeTo(1.383, 3) },
  ]);
});

it('in a regression it is compared with all training rows', () => {
  const target = { kind: 'regression', name: 'y', values: new Float64Array(9) } as const;
  const { features } = rowLooks({ raw: tableOf([size], target), rows })('train', 5);
  // Median 52, and half of the rows within 50 of it.
  expect(features).toEqual([{ name: 'size', value: 103, z: expect.closeTo((0.6745 * 51) / 50, 3) }]);
});

it('an image shows its pixels, from 0 to 255', () => {
  const pixels = Uint8Array.from({ length: 9 * 4 }, (_, index) => index % 17);
  const raw: RawData = { ...tableOf([]), inputs: { kind: 'images', shape: [2, 2, 1], pixels, maximum: 16 } };
  const seen = rowLooks({ raw, rows })('train', 3);
  expect(seen).toEqual({ row: 104, split: 'train', pixels: expect.any(String) });
  expect([...Buffer.from(seen.pixels ?? '', 'base64')]).toEqual(
    [12, 13, 14, 15].map((p) => Math.round((p * 255) / 16)),
  );
  const fileNames = Array.from({ length: 109 }, (_, row) => `${row}.png`);
  expect(rowLooks({ raw: { ...raw, fileNames }, rows })('train', 3).file).toBe('103.png');
});
