import { expect, it } from 'vitest';
import { renderImportance } from '../../src/report/text/parts/importance-text.ts';
import type { ImportanceReport } from '../../src/reports/importance-report.ts';

const report: ImportanceReport = {
  ...{
    data: 'test',
    rows: 40,
    metric: 'accuracy',
    direction: 'maximize',
    value: 0.9,
    level: 0.95,
    repeats: 10,
  },
  columns: [
    { name: 'age', inputs: 1, value: 0.3, low: 0.2, high: 0.4 },
    { name: 'town', inputs: 12, value: 0.1, low: 0.05, high: 0.15 },
    { name: 'day', inputs: 3, value: 0, low: -0.01, high: 0.01 },
    { name: 'id', inputs: 1, value: -0.02, low: -0.04, high: 0 },
  ],
  notShown: ['day', 'id'],
};

it('shows a bar for each column that matters, and names the others', () => {
  const lines = renderImportance(report, 200).split('\n');
  expect(lines[0]).toBe(
    "importance on test: how far the accuracy of 90.00 % falls when a column's cells are shuffled among 40 rows (mean of 10 shuffles)",
  );
  expect(lines.slice(1, 6).map((line) => line.split(/ {2,}/))).toEqual([
    ['column', 'fall', '95 % interval'],
    ['age', '30.00 %', '20.00 % to 40.00 %', `${'▇'.repeat(15)}${'▒'.repeat(8)}──────┤`],
    ['town', '10.00 %', '5.00 % to 15.00 %', '▇▇▇▇▒▒▒▒──┤'],
    ['day', '0.00 %', '-1.00 % to 1.00 %', '┤'],
    ['id', '-2.00 %', '-4.00 % to 0.00 %'],
  ]);
  expect(lines.slice(6)).toEqual([
    '',
    '! columns that add nothing that can be shown: day, id',
    '  → try data.exclude, or search data.columns.NAME: columns that say the same hide each other, so leave out one at a time',
  ]);
});

it('fits a narrow terminal, and warns of nothing where every column matters', () => {
  const [first, second] = report.columns;
  if (first === undefined || second === undefined) throw new Error('there are no columns');
  const text = renderImportance({ ...report, columns: [first, second], notShown: [] }, 40);
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(40);
  expect(text).not.toContain('!');
});
