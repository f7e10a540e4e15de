import { expect, test } from 'vitest';
import { applyPreprocessing, featureNames } from '../../../src/data/preprocessing/apply-preprocessing.ts';
import { RowEncoder } from '../../../src/data/preprocessing/encoder.ts';
import { fitPreprocessing } from '../../../src/data/preprocessing/fit-preprocessing.ts';
import type { RawTable } from '../../../src/data/raw-data.ts';
import type { ColumnTransform } from '../../../src/study/pipeline.ts';
import type { Scaling } from '../../../src/study/scaling.ts';
import { selectColumns } from '../../../src/study/searched/column-selection.ts';

const inputs: RawTable = {
  kind: 'table',
  columns: [
    {
      kind: 'number',
      name: 'x',
      values: Float64Array.of(1, 2, Number.NaN, 5, 8, 13, 21, 34),
      hasIndicator: true,
    },
    { kind: 'category', name: 'c', codes: Int32Array.of(0, 1, 0, 1, 0, 1, 0, 1), categories: ['a', 'b'] },
    // A column of two values has no pieces.
    { kind: 'number', name: 'y', values: Float64Array.of(0, 1, 0, 1, 1, 0, 0, 0) },
    { kind: 'number', name: 'z', values: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 9), scaling: 'minMax' },
  ],
};
const rows = Int32Array.from({ length: 8 }, (_, row) => row);
const searched: readonly Scaling[] = ['standard', 'piecewise', 'robust', 'standard'];
const preprocessing = fitPreprocessing(inputs, rows, 'standard', searched);
const all = applyPreprocessing(inputs, preprocessing, rows);

test('a column is encoded once for each scaling that differs, unless it declares its own', () => {
  const names = featureNames({ preprocessing });
  expect(names.filter((name) => !name.includes(' from '))).toEqual([
    ...['x', 'x (piecewise)', 'x (robust)', 'x is missing', 'c=a', 'c=b', 'y', 'y (robust)', 'z'],
  ]);
  expect(all.length).toBe(8 * names.length);
  expect(new Set(names).size).toBe(names.length);
});

test.each(searched)('a trial of the scaling %s has the inputs that a fit of it alone gives', (scaling) => {
  const alone = fitPreprocessing(inputs, rows, scaling);
  const { preprocessing: selected, places = [] } =
    selectColumns(preprocessing, { 'data.scaling': scaling }) ?? {};
  const width = all.length / rows.length;
  const own = [...rows].flatMap((row) => places.map((place) => all[row * width + place]));
  expect(selected).toEqual(alone);
  expect(own).toEqual([...applyPreprocessing(inputs, alone, rows)]);
});

test('new rows are encoded as those of training', () => {
  const { columns } = preprocessing as { columns: readonly ColumnTransform[] };
  const encoder = new RowEncoder(columns);
  const row = encoder.encode({ x: 13, c: 'b', y: 0, z: 6 });
  expect(row.map(Math.fround)).toEqual([...all.slice(5 * encoder.width, 6 * encoder.width)]);
});
