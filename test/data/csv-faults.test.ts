import { describe, expect, test } from 'vitest';
import { loadDataset } from '../../src/data/load-dataset.ts';
import type { DataSpec } from '../../src/study/study-spec.ts';
import { csvDirectory, dataSpec, faultsOf, loadCsv } from './data-spec.ts';

/** `count` good rows of the columns size and y, under their header. */
function goodRows(count: number): string[] {
  return ['size,y', ...Array.from({ length: count }, (_, row) => `${row}.5,${row % 2 ? 'no' : 'yes'}`)];
}

function table(count: number, ...added: string[]): string {
  return [...goodRows(count), ...added].join('\n');
}

function wideTable(header: string, row: (index: number) => string, count = 40): string {
  return [header, ...Array.from({ length: count }, (_, index) => row(index))].join('\n');
}

/** The ways out of a word among numbers. */
const oops =
  '(leave the cell empty if its value is missing, or set data.columns to { "size": { "type": "number", "missing": ["oops"] } } or { "size": "category" })';

const text = (index: number) => `word ${index}`;
const y = (index: number) => (index % 2 ? 'no' : 'yes');

describe('a row or cell that is wrong is named with its line and column', () => {
  const cases: [string, string, Partial<DataSpec>, string[]][] = [
    [
      'text in a column of numbers',
      table(20, 'oops,no'),
      {},
      [`table.csv:22:1 size: must be a number like the rest of its column, got "oops" ${oops}`],
    ],
    [
      'a row that is too short or too long',
      table(20, '7', '1,no,2'),
      {},
      ['table.csv:22 row: must have 2 cells, got 1', 'table.csv:23 row: must have 2 cells, got 3'],
    ],
    [
      'a target without any value',
      wideTable('size,y', (row) => `${row},`),
      {},
      ['table.csv y: the target has no value in any row'],
    ],
    [
      'a row that begins above a quoted line end',
      `${table(20)}\n"1\n2",no,3`,
      {},
      ['table.csv:22 row: must have 2 cells, got 3'],
    ],
    [
      'lines below a quoted line end',
      `${table(20)}\n"1\n",no\n7`,
      {},
      ['table.csv:24 row: must have 2 cells, got 1'],
    ],
    [
      'a quotation that is never closed',
      table(20, '"7,no', '8,no'),
      {},
      ['table.csv:22 row: opens a quotation that is never closed'],
    ],
    [
      'text behind a quoted cell',
      table(20, '7,"n"o'),
      {},
      ['table.csv:22 row: has text between a closing quotation mark and the next delimiter'],
    ],
    [
      'several of these, in the order of their lines',
      table(150, 'oops,no', '3', '4,'),
      {},
      [
        `table.csv:152:1 size: must be a number like the rest of its column, got "oops" ${oops}`,
        'table.csv:153 row: must have 2 cells, got 1',
      ],
    ],
    [
      'text in a target of numbers',
      wideTable('a,y', (row) => `${row * 2},${row === 30 ? 'x' : row / 3}`),
      {},
      [
        'table.csv:32:2 y: must be a number like the rest of its column, got "x" (leave the cell empty if its value is missing, or set data.columns to { "y": { "type": "number", "missing": ["x"] } } or { "y": "category" })',
      ],
    ],
    [
      'a word in the split column',
      wideTable('a,part,y', (row) => `${row * 2},${row === 3 ? 'tset' : 'train'},${y(row)}`, 5),
      { split: { kind: 'column', column: 'part' } },
      ['table.csv:5:2 part: must be train, validation (val, valid, dev) or test, got "tset"'],
    ],
    [
      'a repeated name',
      'a,a,y\n1,2,no\n',
      {},
      ['table.csv:1:2 column 2: must have a name of its own, as column 1 has this one, got "a"'],
    ],
  ];
  test.each(cases)('%s', async (_, csv, spec, faults) => {
    expect(await faultsOf(loadCsv(csv, spec))).toEqual(faults);
  });
});

describe('a column or file that is wrong as a whole is one fault', () => {
  const cases: [string, string, Partial<DataSpec>, string[]][] = [
    ['an empty file', '', {}, ['table.csv rows: must be there, but the file is empty']],
    ['a header alone', 'size,y\n', {}, ['table.csv rows: must follow the header']],
    [
      'a single class',
      wideTable('a,y', (row) => `${row * 2},yes`),
      {},
      ['table.csv y: the target must have at least two distinct values, got "yes"'],
    ],
    [
      'a constant regression target',
      wideTable('a,y', (row) => `${row * 2},1.5`),
      {},
      ['table.csv y: the target must have at least two distinct values, got "1.5"'],
    ],
    [
      'text as a regression target',
      wideTable('a,y', (row) => `${row * 2},${y(row)}`),
      { task: 'regression' },
      ['table.csv:2:2 y: the target of a regression must be a number, got "yes"'],
    ],
    [
      'more classes than rows can fill',
      wideTable('a,y', (row) => `${row * 2},${text(row)}`, 1500),
      {},
      ['table.csv y: must have at most 1000 classes, got 1500'],
    ],
  ];
  test.each(cases)('%s', async (_, csv, spec, faults) => {
    expect(await faultsOf(loadCsv(csv, spec))).toEqual(faults);
  });
});

describe('a request that the table cannot meet', () => {
  const csv = wideTable('length,width,label', (row) => `${row * 2},${row * row},${y(row)}`);
  const cases: [string, Partial<DataSpec>, string[]][] = [
    [
      'a misspelt target',
      { target: 'lable' },
      ['table.csv data.target: must be a column of the file, got "lable" (did you mean \'label\'?)'],
    ],
    [
      'a target like no column',
      { target: 'price' },
      [
        'table.csv data.target: must be a column of the file, got "price" (the columns are length, width, label)',
      ],
    ],
    [
      'every misspelt name at once',
      { target: 'lable', exclude: ['widht', 'length'], split: { kind: 'column', column: 'part' } },
      [
        'table.csv data.target: must be a column of the file, got "lable" (did you mean \'label\'?)',
        'table.csv data.exclude: must be a column of the file, got "widht" (did you mean \'width\'?)',
        'table.csv data.split.column: must be a column of the file, got "part" (the columns are length, width, label)',
      ],
    ],
    [
      'an excluded target',
      { target: 'label', exclude: ['label'] },
      ['table.csv data.target: must be neither excluded nor a column of data.split, got "label"'],
    ],
    [
      'nothing left to learn from',
      { target: 'label', exclude: ['length', 'width'] },
      ['table.csv data.exclude: must leave at least one input column'],
    ],
    [
      'more validation and test rows than the file has',
      {
        target: 'label',
        split: { kind: 'fractions', validation: 0.02, test: 0.02, stratify: false, seed: 1 },
      },
      [
        'table.csv data.split: the validation split must have at least 2 rows, got 1',
        'table.csv data.split: the test split must have at least 2 rows, got 1',
      ],
    ],
  ];
  test.each(cases)('%s', async (_, spec, faults) => {
    expect(await faultsOf(loadCsv(csv, spec))).toEqual(faults);
  });

  test('a request without a target is answered with the columns', async () => {
    const spec = dataSpec({ source: 'csv', path: 'table.csv' });
    expect(await faultsOf(loadDataset(spec, csvDirectory(csv)))).toEqual([
      'table.csv data.target: must name the column to predict (the columns are length, width, label)',
    ]);
  });

  test('a name in a file without a header', async () => {
    expect(await faultsOf(loadCsv('1,2\n3,4\n', { target: 'label' }))).toEqual([
      'table.csv data.target: must be a column of the file, got "label" (the file has no header; its columns are column1 to column2)',
    ]);
  });

  test('a file that is not there', async () => {
    const spec = dataSpec({ source: 'csv', path: 'tabel.csv', target: 'y' });
    const [fault] = await faultsOf(loadDataset(spec, csvDirectory(csv)));
    expect(fault).toMatch(
      /tabel\.csv data\.path: must be a file that is there, got "tabel\.csv" \(did you mean 'table\.csv'\?\)$/,
    );
  });

  test('a path that is a directory', async () => {
    const directory = csvDirectory(csv);
    expect(
      await faultsOf(loadDataset(dataSpec({ source: 'csv', path: '.', target: 'y' }), directory)),
    ).toHaveLength(1);
  });
});

test('classes with one row cannot be stratified: one line names the first, counts the others and tells the ways out', async () => {
  const constraint = 'table.csv data.target: each class must have at least 2 rows to be stratified';
  const ways = 'leave out its row, merge it with another class or set data.split.stratify to false';
  expect(await faultsOf(loadCsv(table(20, '7,rare')))).toEqual([`${constraint}, got "rare" (${ways})`]);
  const rare = Array.from({ length: 13 }, (_, row) => `${row},rare ${row + 10}`);
  expect(await faultsOf(loadCsv(table(20, ...rare)))).toEqual([
    `${constraint}, got "rare 10" (and 12 more like it; ${ways})`,
  ]);
});

test('rare numbers may be the values of a regression, which the line says', async () => {
  const csv = wideTable('size,y', (row) => `${row},${row < 30 ? row % 3 : row}`);
  expect(await faultsOf(loadCsv(csv, { task: 'classification' }))).toEqual([
    'table.csv data.target: each class must have at least 2 rows to be stratified, got "30" (and 9 more like it; leave out its row, merge it with another class, set data.split.stratify to false or set data.task to "regression")',
  ]);
});

test('a class outside the training split is a fault', async () => {
  const csv = wideTable(
    'a,part,y',
    (row) => `${row},${['train', 'val', 'test'][row % 3]},${row % 3 ? 'seen' : row % 2 ? 'seen' : 'other'}`,
  );
  const late = csv.replaceAll(',train,other', ',train,seen').replace(',val,seen', ',val,unseen');
  expect(await faultsOf(loadCsv(late, { split: { kind: 'column', column: 'part' } }))).toEqual([
    'table.csv data.split: each class must have a row in the training split, got "unseen" (leave out its rows or merge it with another class)',
  ]);
});

test('faults of one cause share a line, and all are counted', async () => {
  const broken = loadCsv(table(3000, ...Array.from({ length: 2500 }, () => '1')));
  const { message } = await broken.catch((error) => error);
  expect(message).toMatch(
    /table\.csv:3002 row: must have 2 cells, got 1 … and 999 more like it\n… and 1,500 more faults$/,
  );
});

test('faulty cells beyond those remembered are counted too', async () => {
  const csv = wideTable('a,y', (row) => `${row < 100 ? `bad ${row}` : row * 1.5},${y(row)}`, 2000);
  const { message } = await loadCsv(csv).catch((error) => error);
  expect(message).toMatch(/^\S*table\.csv:2:1 a: must be a number .* … and 99 more like it$/);
});

test('a header that was not divided names the way out', async () => {
  expect(await faultsOf(loadCsv('a y z\n1 u 2\n3 v 4\n'))).toEqual([
    'table.csv data.target: must be a column of the file, got "y" (the header is one cell, "a y z": set data.delimiter to the mark between its names)',
  ]);
});
