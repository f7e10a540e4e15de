import { expect, test } from 'vitest';
import { sentinelFindings } from '../../src/data-report/columns/sentinel-findings.ts';
import { reportCsv } from './given-source.ts';

const rows = 200;

function findingsOf(cell: (row: number) => number) {
  const values = Float64Array.from({ length: rows }, (_, row) => cell(row));
  const sorted = values.toSorted();
  const rowNumbers = Int32Array.from(values.keys());
  return sentinelFindings({
    ...{ name: 'x', values, sorted, rowNumbers },
    declareMissing: (word) => `{ "x": { "type": "number", "missing": ["${word}"] } }`,
  });
}

test.each<[string, (row: number) => number, number]>([
  ['-999 among temperatures', (row) => (row % 20 === 0 ? -999 : (row % 35) - 5), -999],
  ['9999 among ages', (row) => (row % 50 === 0 ? 9999 : 18 + (row % 60)), 9999],
  ['99 among grades', (row) => (row % 40 === 0 ? 99 : 1 + (row % 6)), 99],
  ['0 among pulses', (row) => (row % 30 === 0 ? 0 : 55 + (row % 40)), 0],
  ['-1 among days', (row) => (row % 25 === 0 ? -1 : 30 + (row % 20)), -1],
])('%s may be a missing value', (_, cell, code) => {
  const [finding, ...others] = findingsOf(cell);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ severity: 'warn', kind: 'missing-code', columns: ['x'] });
  expect(finding?.advice).toContain(`"missing": ["${code}"]`);
  expect(finding?.count).toBe(
    Array.from({ length: rows }, (_, row) => cell(row)).filter((each) => each === code).length,
  );
});

test.each<[string, (row: number) => number]>([
  ['0 among counts', (row) => row % 9],
  ['-1 among numbers around 0', (row) => (row % 11) - 5],
  ['999 in a long range', (row) => row * 5.05],
  ['a single far value', (row) => (row === 7 ? -999 : row % 35)],
  ['0 and 1', (row) => row % 2],
  ['another repeated value', (row) => (row % 20 === 0 ? -500 : row % 35)],
])('%s is left alone', (_, cell) => {
  expect(findingsOf(cell)).toEqual([]);
});

test.each([
  ['9999', true],
  ['-999', true],
  ['2011', false],
])('%s among the years that the split follows', async (code, isFound) => {
  const years = Array.from({ length: rows }, (_, row) => (row % 20 === 0 ? code : 1990 + (row % 30)));
  const table = `year,x,y\n${years.map((year, row) => `${year},${(row * 7) % 31},${(row * 11) % 23}`).join('\n')}\n`;
  const { findings } = await reportCsv(table, {
    task: 'regression',
    split: { kind: 'fractions', validation: 0.2, test: 0.2, stratify: false, time: 'year', seed: 0 },
  });
  const found = findings.filter(({ kind }) => kind === 'missing-code');
  expect(found.map(({ columns, count }) => [columns, count])).toEqual(isFound ? [[['year'], 10]] : []);
  if (isFound) expect(found[0]?.advice).toMatch(/data\.split\.time puts all of them into one split/);
});
