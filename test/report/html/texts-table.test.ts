import { expect, test } from 'vitest';
import { textsTable } from '../../../src/report/html/data/texts-table.ts';
import type { DataReport, FeatureReport, TextSummary } from '../../../src/reports/data-report.ts';

const texts: TextSummary = {
  of: 'words',
  lengths: { median: 12, p95: 30, most: 85 },
  distinct: 3928,
  vocabulary: 1608,
  unknown: { train: 0.02, validation: 0.143, test: 0.134 },
  length: 30,
  cut: 0.045,
};
const feature = (name: string, own?: TextSummary) =>
  ({ kind: 'category', name, ...(own && { texts: own }) }) as unknown as FeatureReport;
const splits = ['train', 'validation', 'test'].map((name) => ({ name, rows: 10 }));
const cellsOf = (features: readonly FeatureReport[]) => {
  const markup = textsTable({ splits } as unknown as DataReport, features);
  return [...String(markup).matchAll(/<t[hd][^>]*>(?:<[^>]+>)*([^<]*)/g)].map(([, text]) => text?.trim());
};

test('shows lengths, vocabulary and unknown shares of columns of texts, and of no others', () => {
  const shown = cellsOf([feature('site'), feature('remarks', texts)]);
  for (const cell of ['remarks', '12', '30', '85', '4.5 %', '3,928', '1,608', '14.3 %', '13.4 %']) {
    expect(shown).toContain(cell);
  }
  expect(shown).toContain('Unknown in test');
  expect(shown).not.toContain('site');
});

test('is left out where no column holds texts', () => {
  expect(textsTable({ splits } as unknown as DataReport, [feature('site')])).toBeUndefined();
});
