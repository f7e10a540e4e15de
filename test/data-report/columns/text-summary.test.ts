import { describe, expect, test } from 'vitest';
import type { CategoryColumn } from '../../../src/data/raw-data.ts';
import { summarizeTexts } from '../../../src/data-report/columns/text-summary.ts';
import { kindsOf, reportCsv } from '../given-source.ts';

const categories = ['a b', 'a b c d', 'e', 'a f g'];
const column: CategoryColumn = {
  kind: 'category',
  name: 'text',
  codes: Int32Array.of(0, 1, -1, 2, 3),
  categories,
};
const rows = { train: Int32Array.of(0, 1, 2), validation: Int32Array.of(3), test: Int32Array.of(4) };

describe('the summary of a column of texts', () => {
  test('has lengths, and the share of words that training rows lack', () => {
    expect(summarizeTexts({ ...column, hashed: { of: 'words', buckets: 8 } }, rows)).toEqual({
      of: 'words',
      lengths: { median: 2.5, p95: expect.closeTo(3.85), most: 4 },
      distinct: 4,
      vocabulary: 4,
      unknown: { train: 0, validation: 1, test: 2 / 3 },
    });
  });

  test('knows the words with ids alone, and how many texts are cut', () => {
    expect(
      summarizeTexts({ ...column, tokens: { of: 'words', vocabulary: 1, length: 2 } }, rows),
    ).toMatchObject({
      distinct: 4,
      vocabulary: 1,
      unknown: { train: 4 / 6, validation: 1, test: 2 / 3 },
      length: 2,
      cut: 0.5,
    });
  });

  test('is none of a column of categories', () => {
    expect(summarizeTexts(column, rows)).toBeUndefined();
  });
});

test('the report finds texts of words that training rows lack, and no unseen categories among texts', async () => {
  const word = (row: number, at: number) => `w${row % 5 === 0 ? 7919 * row + at : at}`;
  const line = (row: number) => `"${[0, 1, 2, 3].map((at) => word(row, at)).join(' ')} r${row}",${row % 2}`;
  const text = ['text,y', ...Array.from({ length: 400 }, (_, row) => line(row))].join('\n');
  const report = await reportCsv(text, {
    columns: { text: { type: 'text', as: 'tokens' } },
    task: 'classification',
  });
  expect(kindsOf(report)).toContain('info unknown-words');
  expect(kindsOf(report)).not.toContain('info unseen-category');
  const [feature] = report.features;
  expect(feature).toMatchObject({ kind: 'category', texts: { vocabulary: 4, length: 5, cut: 0 } });
});
