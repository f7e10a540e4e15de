import { expect, test } from 'vitest';
import { findNumberDates } from '../../../src/data-report/columns/number-dates.ts';
import { numberColumn, numberTarget, tableSource } from '../given-source.ts';

const found = (cellOf: (row: number) => number) => {
  const rows = Array.from({ length: 60 }, (_, row) => row);
  const source = tableSource([numberColumn('x', rows.map(cellOf))], numberTarget(rows));
  return findNumberDates(source).map(({ severity, message, advice }) => [severity, message, advice]);
};

test('numbers that are all months or days are dates, with the declaration that reads them', () => {
  expect(found((row) => 201500 + 100 * Math.floor(row / 12) + 1 + (row % 12))).toEqual([
    [
      'warn',
      'x: all numbers are months, such as 201501: as numbers, neighbouring months may be far apart',
      'set data.columns to { "x": { "type": "date", "format": "yyyyMM" } }',
    ],
  ]);
  expect(String(found((row) => 20240101 + (row % 28)))).toMatch(/all numbers are days, .*"yyyyMMdd"/);
});

test('years, sales and codes are no dates', () => {
  expect(found((row) => 1950 + row)).toEqual([]);
  expect(found((row) => 201500 + row)).toEqual([]);
  expect(found((row) => 202401 + (row % 9))).toEqual([]);
  expect(found((row) => 20240101 + 3 * row)).toEqual([]);
});
