import { expect, test } from 'vitest';
import { shownFinding } from '../../../src/data-report/columns/finding-list.ts';
import type { DataFinding } from '../../../src/reports/data-report.ts';

const finding = (rows: number[]): DataFinding => ({
  severity: 'warn',
  kind: 'unusable-cells',
  message: 'price: 2 cells are no numbers',
  advice: 'look at them',
  columns: ['price'],
  rows,
  count: rows.length,
});
/** The second row of the table names an image that is not there. */
const fileNames: string[] = [];
fileNames[0] = 'a.png';
fileNames[2] = 'c.png';

test('a row of a table without an image is named by its number', () => {
  expect(shownFinding(finding([0, 1]), fileNames).files).toEqual(['a.png', 'row 2']);
});

test('a finding has no files where none of its rows has one', () => {
  expect(shownFinding(finding([1]), fileNames)).not.toHaveProperty('files');
  expect(shownFinding(finding([]), fileNames)).not.toHaveProperty('files');
});
