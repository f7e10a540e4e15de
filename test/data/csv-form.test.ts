import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../src/data/dataset.ts';
import { chooseDelimiter } from '../../src/data/formats/delimited/choose-delimiter.ts';
import { readHeader } from '../../src/data/formats/delimited/header.ts';
import { featureNames } from '../../src/data/preprocessing/apply-preprocessing.ts';
import { loadCsv } from './data-spec.ts';

/** Ten rows of one number, one category and a target of two classes, joined as asked. */
function tenRows(delimiter = ',', lineEnd = '\n', quote = ''): string {
  const rows = Array.from({ length: 10 }, (_, row) => [
    `${row / 2}`,
    row % 3 ? 'red' : 'blue',
    row % 2 ? 'no' : 'yes',
  ]);
  const line = (cells: string[]) => cells.map((cell) => quote + cell + quote).join(delimiter);
  return [['size', 'colour', 'y'], ...rows].map(line).join(lineEnd) + lineEnd;
}

/** Everything that a data set holds, as plain arrays. */
function contents(dataset: Dataset) {
  const { train, validation, test } = dataset.splits;
  return [train, validation, test].map((split) => [[...split.x], [...split.y], [...split.row]]);
}

describe('the same table', () => {
  const forms: [string, string | Buffer][] = [
    ['with semicolons', tenRows(';')],
    ['with tabs', tenRows('\t')],
    ['with bars', tenRows('|')],
    ['with CRLF line ends', tenRows(',', '\r\n')],
    ['with CR line ends', tenRows(',', '\r')],
    ['with line ends of both kinds', tenRows().replace('\n', '\r\n')],
    ['with quoted cells', tenRows(',', '\n', '"')],
    ['with spaces around the cells', tenRows(' , ')],
    ['with a byte order mark', `\ufeff${tenRows()}`],
    ['with a byte order mark before a quote', `\ufeff${tenRows(',', '\n', '"')}`],
    ['without a last line end', tenRows().trimEnd()],
    ['with blank lines and lines of nothing but commas', tenRows().replaceAll('\n', '\n\n,,\n')],
  ];
  test.each(forms)('%s reads the same', async (_, text) => {
    const [plain, other] = await Promise.all([loadCsv(tenRows()), loadCsv(text)]);
    expect(contents(other)).toEqual(contents(plain));
    expect(featureNames(other)).toEqual(['size', 'colour=blue', 'colour=red']);
    expect(other.task).toEqual({ kind: 'classification', classes: ['no', 'yes'] });
  });

  test('without its header is found by column numbers', async () => {
    const text = tenRows();
    const bare = text.slice(text.indexOf('\n') + 1);
    const [named, numbered] = await Promise.all([loadCsv(text), loadCsv(bare, { target: 'column3' })]);
    expect(contents(numbered)).toEqual(contents(named));
    expect(featureNames(numbered)).toEqual(['column1', 'column2=blue', 'column2=red']);
  });
});

test('quoted cells may hold delimiters, quotation marks and line ends', async () => {
  const rows = Array.from(
    { length: 12 },
    (_, row) => `"${row % 2 ? 'a, ""b""\nc' : 'plain'}",${row},${row % 2}`,
  );
  const dataset = await loadCsv(`note,size,y\n${rows.join('\n')}\n`, { task: 'classification' });
  expect(featureNames(dataset)).toEqual(['note=a, "b"\nc', 'note=plain', 'size']);
});

test('a quotation mark within a cell that does not begin with one is a letter', async () => {
  const rows = Array.from({ length: 12 }, (_, row) => `${row % 2 ? '5" pipe' : 'rod'},${row},${row % 2}`);
  const dataset = await loadCsv(`part,size,y\n${rows.join('\n')}\n`, { task: 'classification' });
  expect(featureNames(dataset)).toEqual(['part=5" pipe', 'part=rod', 'size']);
});

test.each([
  ['a;b;c\n1,5;2,5;3,5\n', ';'],
  ['name,notes\nAnn,a;b;c\nBob,d;e;f\n', ','],
  ['"a;b;c",d\n1,2\n', ','],
  ['"a;b;c",d\n"1;2;3",4\n', ','],
  ['total, net, gross;y\n1;2\n3;4\n', ';'],
  ['a\tb\n1, 2\t3\n', '\t'],
  ['a|b|c\n1|2|3\n', '|'],
  ['single\n1\n2\n', ','],
  ['', ','],
])('the delimiter of %j is %j', (sample, delimiter) => {
  expect(chooseDelimiter(sample)).toBe(delimiter);
});

test.each<[string, string[][], string[], boolean]>([
  [
    'text above numbers',
    [
      ['a', 'b'],
      ['1', 'x'],
    ],
    [],
    true,
  ],
  [
    'years as names, one of them wanted',
    [
      ['country', '2001'],
      ['x', '5'],
    ],
    ['country'],
    true,
  ],
  [
    'all text with a wanted name',
    [
      ['a', 'b'],
      ['x', 'y'],
    ],
    ['b'],
    true,
  ],
  [
    'all text with a misspelt name',
    [
      ['a', 'b'],
      ['x', 'y'],
    ],
    ['bb'],
    true,
  ],
  [
    'all text, asked for by number',
    [
      ['a', 'b'],
      ['x', 'y'],
    ],
    ['column2'],
    false,
  ],
  [
    'a number in the first row',
    [
      ['a', '1'],
      ['b', '2'],
    ],
    ['y'],
    false,
  ],
  [
    'an unnamed first column',
    [
      ['', 'b'],
      ['1', '2'],
    ],
    ['b'],
    true,
  ],
])('a header is told from a row: %s', (_, rows, wanted, isPresent) => {
  expect(readHeader(rows, { wanted }).isPresent).toBe(isPresent);
});
