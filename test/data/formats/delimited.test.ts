import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeLayout } from '../../../src/data/formats/file-layout.ts';
import type { RowRequest } from '../../../src/data/formats/format.ts';
import { openRows } from '../../../src/data/formats/open-rows.ts';
import { readSource } from '../../../src/data/load-dataset.ts';
import type { DataSpec } from '../../../src/study/study-spec.ts';
import { csvDirectory, dataSpec, faultsOf } from '../data-spec.ts';

async function rowsOf(text: string, request: Partial<RowRequest> = {}) {
  const path = join(csvDirectory(text), 'table.csv');
  const source = await openRows({ file: 'table.csv', path }, { wanted: ['y'], ...request });
  const cells: unknown[][] = [];
  const lines: number[] = [];
  for await (const batch of source.batches) {
    cells.push(...batch.cells.map((row) => [...row]));
    lines.push(...Array.from(batch.places));
  }
  return { names: source.names, cells, lines, said: source.layouts.map(describeLayout).join() };
}

function read(text: string, spec: Partial<DataSpec> = {}) {
  return readSource(dataSpec({ source: 'csv', path: 'table.csv', target: 'y', ...spec }), csvDirectory(text));
}

const many = (row: string, count = 120) => Array.from({ length: count }, () => row).join('\n');

test.each([
  [
    'a sep= line',
    'sep=;\na;y\n1,5;u\n',
    ['a', 'y'],
    [['1,5', 'u']],
    'delimiter semicolon, UTF-8, header in line 2, sep= line skipped',
  ],
  [
    'a quoted sep= line',
    '"sep=|"\na|y\n1,2|u\n',
    ['a', 'y'],
    [['1,2', 'u']],
    'delimiter bar, UTF-8, header in line 2, sep= line skipped',
  ],
  [
    'comments above the header',
    '# from a sensor, 2024\n#\na,y\n1,u\n',
    ['a', 'y'],
    [['1', 'u']],
    'delimiter comma, UTF-8, header in line 3, 2 # comment lines skipped',
  ],
  [
    'a header that begins with #',
    '# made, by hand\n#a,y\n1,u\n',
    ['a', 'y'],
    [['1', 'u']],
    'delimiter comma, UTF-8, header in line 2, 1 # comment line skipped',
  ],
  [
    'delimiters at the end of the rows',
    'a,b,y\n1,2,u,\n3,4,v,\n',
    ['a', 'b', 'y'],
    [
      ['1', '2', 'u'],
      ['3', '4', 'v'],
    ],
    'delimiter comma, UTF-8, header in line 1, trailing delimiter dropped from 2 rows',
  ],
  [
    'delimiters at the end of all lines',
    'a,y,\n1,u,\n3,v,\n',
    ['a', 'y'],
    [
      ['1', 'u'],
      ['3', 'v'],
    ],
    'delimiter comma, UTF-8, header in line 1, trailing delimiter dropped from 2 rows',
  ],
  [
    'several at the end of some',
    'a;y;;\n1;u\n3;v;;\n',
    ['a', 'y'],
    [
      ['1', 'u'],
      ['3', 'v'],
    ],
    'delimiter semicolon, UTF-8, header in line 1, trailing delimiter dropped from 1 row',
  ],
  [
    'blank rows',
    'a,y\n\n1,u\n,\n\n3,v\n\n',
    ['a', 'y'],
    [
      ['1', 'u'],
      ['3', 'v'],
    ],
    'delimiter comma, UTF-8, header in line 1, 3 blank rows skipped',
  ],
])('%s: columns keep their names and cells, and it is said once', async (_, text, names, cells, said) => {
  expect(await rowsOf(text)).toMatchObject({ names, cells, said: `CSV: ${said}` });
});

test('rows that all begin with # are rows', async () => {
  const { names, cells } = await rowsOf('#1,u\n#2,v\n', { wanted: ['column2'] });
  expect(names).toEqual(['column1', 'column2']);
  expect(cells).toEqual([
    ['#1', 'u'],
    ['#2', 'v'],
  ]);
});

test('declared comments are skipped anywhere, and lines keep their numbers', async () => {
  const text = '% one\na,y\n1,u\n% two, three\n"%4",v\n';
  const { cells, lines, said } = await rowsOf(text, { layout: { comment: '%' } });
  expect(cells).toEqual([
    ['1', 'u'],
    ['%4', 'v'],
  ]);
  expect(lines).toEqual([3, 5]);
  expect(said).toContain('2 % comment lines skipped');
});

test.each([
  [
    'of decimal commas',
    '6,5;b\n4,5;a\n0,5;a\n',
    {},
    [
      ['6,5', 'b'],
      ['4,5', 'a'],
      ['0,5', 'a'],
    ],
  ],
  [
    'of dates',
    '2024-01-02,a\n2024-01-03,b\n',
    {},
    [
      ['2024-01-02', 'a'],
      ['2024-01-03', 'b'],
    ],
  ],
  [
    'of amounts',
    '$5,a\n$7,b\n',
    {},
    [
      ['$5', 'a'],
      ['$7', 'b'],
    ],
  ],
  [
    'of text, declared',
    'red,a\n5,b\n',
    { header: false },
    [
      ['red', 'a'],
      ['5', 'b'],
    ],
  ],
])('a file without a header %s has numbered columns', async (_, text, layout, cells) => {
  const found = await rowsOf(text, { wanted: ['column2'], layout });
  expect(found.names).toEqual(['column1', 'column2']);
  expect(found.cells).toEqual(cells);
  expect(found.said).toContain('no header');
});

test('a declared header may hold numbers, and a declared delimiter is binding', async () => {
  const text = '2001,2002\n1;5,2\n';
  expect(await rowsOf(text, { layout: { header: true }, wanted: [] })).toMatchObject({
    names: ['2001', '2002'],
    cells: [['1;5', '2']],
  });
  expect(await rowsOf(text, { layout: { delimiter: ';', header: false }, wanted: [] })).toMatchObject({
    cells: [['2001,2002'], ['1', '5,2']],
  });
});

test('rows of another length are one line, however many they are', async () => {
  const faults = await read(`a,y\n1,u\n${many('1,u,more')}\n2,v\n`).catch((error: Error) => error.message);
  expect(faults).toMatch(/^\S+table\.csv:3 row: must have 2 cells, got 3 … and 119 more like it$/);
});

test('a header without the name of its first column is one line', async () => {
  expect(await faultsOf(read(`a,y\n${many('r1,5,u')}\n`))).toEqual([
    'table.csv:1 header: must name every column: it has 2 names, and the rows have 3 cells (R leaves out the name of its row names: write.csv writes it)',
  ]);
});

test('a title above the header, and a delimiter that is not known, are named', async () => {
  expect(await faultsOf(read(`Report of 2024\n\na,x,y\n${many('1,5,u')}\n`))).toEqual([
    'table.csv:1 header: must name every column: it has 1 name, and the rows have 3 cells (remove the lines above the header, such as a title)',
  ]);
});

const parts = ['pipe', 'elbow', 'valve'];
const table = Array.from({ length: 300 }, (_, row) => `${row / 10},${parts[row % 3]},${row % 2 ? 'v' : 'u'}`);
const withStray = (
  first: number,
  last: number,
  place = (line: string, at: number) =>
    at === first ? line.replace(/,(\w+),/, ',"$1,') : line.replace(/,(\w+),/, ',$1",'),
) =>
  `a,part,y\n${table.map((line, at) => (at === first || at === last ? place(line, at) : line)).join('\n')}\n`;

test.each([
  [50, 250, 'the next 200 lines, which look like rows'],
  [3, 4, 'the next line, which looks like a row'],
  [0, 299, 'the next 299 lines, which look like rows'],
])('stray quotation marks in rows %i and %i are refused with their line', async (first, last, lines) => {
  expect(await faultsOf(read(withStray(first, last)))).toEqual([
    `table.csv:${first + 2} row: opens a quotation that takes in ${lines} (remove the stray quotation mark, or double it)`,
  ]);
});

test('a quoted text may have many lines, with delimiters in them', async () => {
  const letters = Array.from(
    { length: 20 },
    (_, row) => `"Dear all,\nwe, the team, write\n${row}, yours",${row},${row % 2 ? 'u' : 'v'}`,
  );
  const { cells } = await rowsOf(`note,size,y\n${letters.join('\n')}\n`);
  expect(cells).toHaveLength(20);
});

test('predictions keep a row of delimiters, and a blank line where there is one column', async () => {
  const two = await rowsOf('a,b\n1,2\n,\n3,4\n\n', { wanted: ['a', 'b'], keepsBlankRows: true });
  expect(two.cells).toEqual([
    ['1', '2'],
    ['', ''],
    ['3', '4'],
  ]);
  const one = await rowsOf('a\n1\n\n3\n""\n\n', { wanted: ['a'], keepsBlankRows: true });
  expect(one.cells).toEqual([['1'], [''], ['3'], ['']]);
  expect(one.lines).toEqual([2, 3, 4, 5]);
});

test.each([
  ['[{"a": 1, "y": "u"}]', 'it is a JSON array (set data.source to "json")'],
  ['{"a": 1, "y": "u"}\n{"a": 2, "y": "v"}\n', 'it is JSON (set data.source to "jsonl")'],
  ['<!DOCTYPE html>\n<html><body>404</body></html>\n', 'it is an HTML page'],
  ['<?xml version="1.0"?>\n<rows><row/></rows>\n', 'it is an XML document'],
  ['PK\x03\x04 and so on', 'it is a ZIP archive, or a spreadsheet'],
  ['SQLite format 3\0 and so on', 'it is an SQLite database (set data.source to "sqlite", with a query)'],
  ['%PDF-1.7\n', 'it is a PDF document'],
  ['@relation iris\n@attribute a numeric\n@data\n1\n', 'it is an ARFF file'],
  [
    'version https://git-lfs.github.com/spec/v1\noid sha256:1\n',
    'it is a pointer to a file in Git LFS (run git lfs pull)',
  ],
])('%j under the name of a CSV file is named', async (text, kind) => {
  expect((await faultsOf(read(text)))[0]).toContain(
    `must be a CSV, JSON, JSON lines, Parquet or TSV file: ${kind}`,
  );
});
