import { expect, test } from 'vitest';
import { describeLayout, describeLayouts, noCounts } from '../../../src/data/formats/file-layout.ts';

test.each([
  [{ format: 'Parquet' }, {}, 'Parquet'],
  [
    { format: 'CSV', delimiter: ';', encoding: 'utf-8', headerLine: 1 },
    {},
    'CSV: delimiter semicolon, UTF-8, header in line 1',
  ],
  [
    { format: 'TSV', delimiter: '\t', encoding: 'windows-1252', headerLine: null, comment: '#' },
    { commentLines: 2, trailingDelimiters: 1200 },
    'TSV: delimiter tab, Windows-1252, no header, 2 # comment lines skipped, trailing delimiter dropped from 1,200 rows',
  ],
  [
    { format: 'CSV', delimiter: ';', hasSeparatorLine: true, headerLine: 2 },
    { blankRows: 1 },
    'CSV: delimiter semicolon, header in line 2, sep= line skipped, 1 blank row skipped',
  ],
])('the layout %j with %j is described in one line', (layout, counts, text) => {
  expect(describeLayout({ file: 't', ...layout, counts: { ...noCounts(), ...counts } })).toBe(text);
});

test('files that were read alike share a line', () => {
  const layout = (file: string, delimiter: string) => ({
    file,
    format: 'CSV',
    delimiter,
    counts: noCounts(),
  });
  expect(describeLayouts([layout('a', ','), layout('b', ';'), layout('c', ',')])).toEqual([
    'a and 1 more like it: CSV: delimiter comma',
    'b: CSV: delimiter semicolon',
  ]);
});
