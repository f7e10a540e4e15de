import { describe, expect, test } from 'vitest';
import type { Preprocessing } from '../../../src/data/dataset.ts';
import { applyPreprocessing, featureNames } from '../../../src/data/preprocessing/apply-preprocessing.ts';
import { fitPreprocessing } from '../../../src/data/preprocessing/fit-preprocessing.ts';
import { meanAndStd } from '../../../src/data/preprocessing/fit-scale.ts';
import type { RawColumn, RawImages, RawTable } from '../../../src/data/raw-data.ts';
import { widthOf } from '../../../src/study/column-width.ts';
import { scalings } from '../../../src/study/scaling.ts';

const missing = Number.NaN;

function numbers(name: string, ...values: number[]): RawColumn {
  return { kind: 'number', name, values: Float64Array.from(values) };
}

function categories(name: string, categories: string[], ...codes: number[]): RawColumn {
  return { kind: 'category', name, categories, codes: Int32Array.from(codes) };
}

function table(...columns: RawColumn[]): RawTable {
  return { kind: 'table', columns };
}

const rows = (...indices: number[]) => Int32Array.from(indices);

describe('fitted by hand', () => {
  const train = rows(0, 1, 2, 3);

  test('a standardised column has the mean and the population deviation of its training cells', () => {
    // 2, 4, 4, 6: mean 4, squares 4 + 0 + 0 + 4, deviation √2.
    const fitted = fitPreprocessing(table(numbers('a', 2, 4, 4, 6, 100)), train, 'standard');
    expect(fitted).toEqual({
      kind: 'table',
      columns: [{ kind: 'number', name: 'a', fill: 4, shift: 4, scale: Math.SQRT2 }],
    });
  });

  test('missing cells are filled with the median before the mean and the deviation are taken', () => {
    // 1, 9, 2 have the median 2; 1, 9, 2, 2 the mean 3.5 and squares 6.25 + 30.25 + 2.25 + 2.25 = 41.
    const fitted = fitPreprocessing(table(numbers('a', 1, 9, missing, 2, missing)), train, 'standard');
    expect(fitted).toMatchObject({ columns: [{ fill: 2, shift: 3.5, scale: Math.sqrt(41 / 4) }] });
  });

  test('the median of an even number of cells is the mean of the middle two', () => {
    const fitted = fitPreprocessing(table(numbers('a', 10, -1, 3, 4)), train, 'none');
    expect(fitted).toMatchObject({ columns: [{ fill: 3.5, shift: 0, scale: 1 }] });
  });

  test('a minMax column runs from 0 to 1 over the training cells and beyond them elsewhere', () => {
    const inputs = table(numbers('a', 2, 4, 4, 6, 10));
    const fitted = fitPreprocessing(inputs, train, 'minMax');
    expect(fitted).toMatchObject({ columns: [{ shift: 2, scale: 4 }] });
    expect([...applyPreprocessing(inputs, fitted, rows(0, 1, 3, 4))]).toEqual([0, 0.5, 1, 2]);
  });

  test.each(scalings)('a column that does not vary in the training rows is left out (%s)', (scaling) => {
    const inputs = table(
      numbers('a', 0.1, 0.1, 0.1, 0.1, 0.3),
      numbers('empty', missing, missing, missing, missing, 5),
      categories('c', ['blue', 'green'], 0, 0, 0, 0, 1),
      numbers('b', 1, 2, 3, 4, 5),
    );
    const fitted = fitPreprocessing(inputs, rows(0, 1, 2), scaling);
    expect(fitted).toMatchObject({ columns: [{ name: 'b' }] });
    const [b] = fitted.kind === 'table' ? fitted.columns : [];
    const width = b === undefined ? 0 : widthOf(b);
    expect([...applyPreprocessing(inputs, fitted, train)]).toHaveLength(4 * width);
  });

  test('categories are one-hot; one that training does not know, and a missing one, are all zeros', () => {
    const inputs = table(
      categories('c', ['blue', 'green', 'red'], 2, 0, 0, 2, 1, -1),
      numbers('n', 1, 2, 3, 4, 5, 6),
    );
    const fitted = fitPreprocessing(inputs, train, 'none');
    expect(featureNames({ preprocessing: fitted })).toEqual(['c=blue', 'c=red', 'n']);
    const x = applyPreprocessing(inputs, fitted, rows(0, 1, 4, 5));
    expect([...x]).toEqual([0, 1, 1, 1, 0, 2, 0, 0, 5, 0, 0, 6]);
  });
});

test('what is fitted does not change with the cells of other rows', () => {
  const train = rows(0, 2, 4, 6);
  const inputs = (other: number, code: number) =>
    table(
      numbers('a', 1, other, 2, -other, missing, missing, 7, other * other),
      numbers('b', missing, other, missing, other, 3, other, 5, other),
      categories('c', ['x', 'y', 'z'], 0, code, 1, code, 0, -1, 1, 2),
    );
  for (const scaling of scalings) {
    const fitted = fitPreprocessing(inputs(0, 0), train, scaling);
    expect(fitPreprocessing(inputs(1e9, 2), train, scaling)).toEqual(fitted);
    expect(fitPreprocessing(inputs(missing, -1), train, scaling)).toEqual(fitted);
    expect(fitPreprocessing(inputs(0, 0), rows(0, 2, 4, 7), scaling)).not.toEqual(fitted);
  }
});

test('columns are found by name in rows that come from elsewhere', () => {
  const fitted = fitPreprocessing(
    table(numbers('a', 1, 2), categories('c', ['x', 'y'], 0, 1)),
    rows(0, 1),
    'none',
  );
  const elsewhere = table(
    categories('c', ['y', 'w', 'x'], 0, 1, 2),
    numbers('other', 7, 8, 9),
    numbers('a', 4, 5, 6),
  );
  expect([...applyPreprocessing(elsewhere, fitted, rows(0, 1, 2))]).toEqual([4, 0, 1, 5, 0, 0, 6, 1, 0]);
  expect(() => applyPreprocessing(table(numbers('a', 1)), fitted, rows(0))).toThrow(
    'column c must be a category',
  );
});

test('fitted preprocessing survives JSON', () => {
  const inputs = table(numbers('a', 0.1, 0.7, missing), categories('c', ['x', 'y'], 0, 1, 1));
  const fitted = fitPreprocessing(inputs, rows(0, 1, 2), 'standard');
  expect(JSON.parse(JSON.stringify(fitted)) as Preprocessing).toEqual(fitted);
});

test('pixels are divided by the brightest value, or left as they are', () => {
  const images: RawImages = {
    kind: 'images',
    shape: [1, 2, 1],
    pixels: Uint8Array.of(0, 16, 4, 8, 2, 1),
    maximum: 16,
  };
  const scaled = fitPreprocessing(images, rows(0), 'standard');
  expect(scaled).toEqual({ kind: 'image', divisor: 16 });
  expect([...applyPreprocessing(images, scaled, rows(0, 2))]).toEqual([0, 1, 0.125, 0.0625]);
  const raw = fitPreprocessing(images, rows(0), 'none');
  expect([...applyPreprocessing(images, raw, rows(1))]).toEqual([4, 8]);
});

test('mean and deviation stay right far from zero', () => {
  const { mean, std } = meanAndStd(Float64Array.of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16));
  expect([mean, std]).toEqual([1e9 + 10, Math.sqrt(22.5)]);
});

test('every cell of a table of a thousand rows becomes what its transform says', () => {
  const cells = Array.from({ length: 1000 }, (_, row) => (row % 7 === 0 ? missing : row * 1.5));
  const codes = cells.map((_, row) => (row % 4) - 1);
  const inputs = table(
    numbers('a', ...cells),
    categories('b', ['x', 'y', 'z'], ...codes),
    numbers('c', ...codes),
  );
  const preprocessing: Preprocessing = {
    kind: 'table',
    columns: [
      { kind: 'number', name: 'c', fill: 0, shift: 1, scale: 2 },
      { kind: 'category', name: 'b', values: ['z', 'x'] },
      { kind: 'number', name: 'a', fill: 5, shift: 3, scale: 7 },
    ],
  };
  const wanted = rows(...[...cells.keys()].filter((row) => row % 3 > 0).reverse());
  const expected = [...wanted].flatMap((row) => {
    const [cell, code] = [cells[row] as number, codes[row] as number];
    return [
      (code - 1) / 2,
      code === 2 ? 1 : 0,
      code === 0 ? 1 : 0,
      ((Number.isNaN(cell) ? 5 : cell) - 3) / 7,
    ];
  });
  expect(applyPreprocessing(inputs, preprocessing, wanted)).toEqual(Float32Array.from(expected));
});
