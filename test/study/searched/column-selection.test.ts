import { describe, expect, test } from 'vitest';
import type { ColumnTransform, Preprocessing } from '../../../src/study/pipeline.ts';
import { selectColumns } from '../../../src/study/searched/column-selection.ts';

const piecewise = { shift: 5, scale: 2, pieces: [1, 4, 9] };
const age = { kind: 'number', name: 'age', fill: 4, shift: 5, scale: 2, indicator: true } as const;
const city = { kind: 'category', name: 'city', values: ['Bern', 'Rome'] } as const;
/** Inputs 0: age, 1 to 3: age by pieces, 4: age by ranks, 5: its flag; 6 and 7: city. */
const preprocessing: Extract<Preprocessing, { kind: 'table' }> = {
  kind: 'table',
  columns: [
    {
      ...age,
      alternatives: [
        { scaling: 'piecewise', ...piecewise },
        { scaling: 'quantile', shift: 0, scale: 1, curve: { from: [1, 9], to: [-1, 1] } },
      ],
    },
    city,
  ],
};

const tableOf = (columns: readonly ColumnTransform[], places: readonly number[]) => ({
  preprocessing: { kind: 'table', columns },
  inputShape: [places.length],
  places,
});

describe('a configuration uses', () => {
  test('the first encoding and all columns without a choice of its own', () => {
    const all = tableOf([age, city], [0, 5, 6, 7]);
    expect(selectColumns(preprocessing, {})).toEqual(all);
    expect(selectColumns(preprocessing, { 'data.scaling': 'standard', 'data.columns.city': true })).toEqual(
      all,
    );
  });

  test('its scaling, and the columns that it does not leave out', () => {
    expect(selectColumns(preprocessing, { 'data.scaling': 'piecewise' })).toEqual(
      tableOf([{ ...age, ...piecewise }, city], [1, 2, 3, 5, 6, 7]),
    );
    const config = { 'data.scaling': 'quantile', 'data.columns.city': false };
    expect(selectColumns(preprocessing, config)?.places).toEqual([4, 5]);
    expect(selectColumns(preprocessing, { 'data.columns.age': false })).toEqual(tableOf([city], [6, 7]));
  });

  test('nothing where it leaves out all columns', () => {
    const none = { 'data.columns.age': false, 'data.columns.city': false };
    expect(selectColumns(preprocessing, none)).toEqual(tableOf([], []));
  });
});

test('several configurations use the columns of each, and of numbers the scaling that they share', () => {
  const [one, other] = [
    { 'data.scaling': 'piecewise', 'data.columns.city': false },
    { 'data.scaling': 'quantile', 'data.columns.city': false },
  ];
  const whole = preprocessing.columns[0] as ColumnTransform;
  expect(selectColumns(preprocessing, one, other)).toEqual(tableOf([whole], [0, 1, 2, 3, 4, 5]));
  expect(selectColumns(preprocessing, one, one)).toEqual(selectColumns(preprocessing, one));
  const used = selectColumns(preprocessing, one, { 'data.columns.age': false });
  expect(used?.places).toEqual([1, 2, 3, 5, 6, 7]);
});

test('all inputs, and those of images, need no selection', () => {
  expect(
    selectColumns({ kind: 'table', columns: [age, city] }, { 'data.scaling': 'piecewise' }),
  ).toBeUndefined();
  expect(selectColumns({ kind: 'image', divisor: 255 }, {})).toBeUndefined();
});
