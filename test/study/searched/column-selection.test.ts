import { describe, expect, test } from 'vitest';
import type { Preprocessing } from '../../../src/study/pipeline.ts';
import { selectColumns } from '../../../src/study/searched/column-selection.ts';

const piecewise = { shift: 5, scale: 2, pieces: [1, 4, 9] };
const age = { kind: 'number', name: 'age', fill: 4, shift: 5, scale: 2, indicator: true } as const;
const city = { kind: 'category', name: 'city', values: ['Bern', 'Rome'] } as const;
/** Inputs 0: age, 1 to 3: age by pieces, 4: age by ranks, 5: its flag; 6 and 7: city. */
const preprocessing: Preprocessing = {
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

describe('a configuration uses', () => {
  test('the first encoding and all columns without a choice of its own', () => {
    const all = { columns: [age, city], places: [0, 5, 6, 7] };
    expect(selectColumns(preprocessing, {})).toEqual(all);
    expect(selectColumns(preprocessing, { 'data.scaling': 'standard', 'data.columns.city': true })).toEqual(
      all,
    );
  });

  test('its scaling, and the columns that it does not leave out', () => {
    expect(selectColumns(preprocessing, { 'data.scaling': 'piecewise' })).toEqual({
      columns: [{ ...age, ...piecewise }, city],
      places: [1, 2, 3, 5, 6, 7],
    });
    const config = { 'data.scaling': 'quantile', 'data.columns.city': false };
    expect(selectColumns(preprocessing, config)?.places).toEqual([4, 5]);
    expect(selectColumns(preprocessing, { 'data.columns.age': false })).toEqual({
      columns: [city],
      places: [6, 7],
    });
  });

  test('nothing where it leaves out all columns', () => {
    const none = { 'data.columns.age': false, 'data.columns.city': false };
    expect(selectColumns(preprocessing, none)).toEqual({ columns: [], places: [] });
  });
});

test('several configurations use the columns of each, and of numbers the scaling that they share', () => {
  const [one, other] = [
    { 'data.scaling': 'piecewise', 'data.columns.city': false },
    { 'data.scaling': 'quantile', 'data.columns.city': false },
  ];
  const [whole] = preprocessing.kind === 'table' ? preprocessing.columns : [];
  expect(selectColumns(preprocessing, one, other)).toEqual({ columns: [whole], places: [0, 1, 2, 3, 4, 5] });
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
