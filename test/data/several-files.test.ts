import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { splitNames } from '../../src/data/dataset.ts';
import { readSource } from '../../src/data/load-dataset.ts';
import { describeFault, FaultsError } from '../../src/faults/errors.ts';
import type { DataSpec } from '../../src/study/study-spec.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { dataSpec } from './data-spec.ts';

/** `count` rows of size and y from number `start` on. */
function rows(start: number, count: number, order: readonly string[] = ['size', 'y']): string {
  const line = (row: number) =>
    order.map((name) => (name === 'y' ? (row % 2 ? 'no' : 'yes') : row)).join(',');
  return `${order.join(',')}\n${Array.from({ length: count }, (_, row) => line(start + row)).join('\n')}\n`;
}

function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'more'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

function read(folder: string, spec: Partial<DataSpec>, isTolerant = false) {
  return readSource(dataSpec({ source: 'csv', target: 'y', ...spec }), folder, { isTolerant });
}

async function sizesOf(folder: string, path: DataSpec['path']): Promise<number[]> {
  const { raw } = await read(folder, path === undefined ? {} : { path });
  const [column] = raw.inputs.kind === 'table' ? raw.inputs.columns : [];
  return column?.kind === 'number' ? [...column.values] : [];
}

async function faultsOf(folder: string, spec: Partial<DataSpec>): Promise<string[]> {
  const error = await read(folder, spec).catch((thrown: unknown) => thrown);
  if (!(error instanceof FaultsError)) throw error;
  return error.faults.map((fault) => describeFault(fault).replaceAll(`${folder}/`, ''));
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

const sound = {
  'f-1.csv': rows(0, 20),
  'f-2.csv.gz': gzipSync(rows(20, 20, ['y', 'size'])),
  'f-3.csv': rows(40, 20).replaceAll(',', ';'),
  'more/f-4.csv': rows(60, 5),
};

test.each<[string, DataSpec['path'], number[]]>([
  ['a list', ['f-1.csv', './f-2.csv.gz'], numbers(40)],
  [
    'a list in another order',
    ['f-3.csv', 'f-1.csv'],
    [...numbers(20).map((size) => size + 40), ...numbers(20)],
  ],
  ['a glob', 'f-*', numbers(60)],
  ['a glob over folders', '**/f-*', numbers(65)],
  ['globs in a list', ['f-?.csv', 'more/*.csv'], [...numbers(20), ...numbers(25).map((size) => size + 40)]],
])(
  '%s of files is one table, whatever their delimiters and the order of their columns',
  async (_, path, sizes) => {
    expect(await sizesOf(folderOf(sound), path)).toEqual(sizes);
  },
);

test('each file has its layout, and each fault its file and line', async () => {
  const folder = folderOf({ ...sound, 'f-2.csv.gz': gzipSync(rows(20, 20).replace('33,', 'oops,')) });
  const { raw } = await read(folder, { path: 'f-*' }, true);
  expect(raw.layouts?.map(({ delimiter }) => delimiter)).toEqual([',', ',', ';']);
  expect(await faultsOf(folder, { path: 'f-*' })).toEqual([
    expect.stringMatching(
      /^f-2\.csv\.gz:15:1 size: must be a number like the rest of its column, got "oops"/,
    ),
  ]);
  const broken = folderOf({ ...sound, 'f-3.csv': `${rows(40, 20)}"never closed` });
  expect(await faultsOf(broken, { path: 'f-*' })).toEqual([
    'f-3.csv:22 row: opens a quotation that is never closed',
  ]);
});

test.each<[string, DataSpec['path'], RegExp]>([
  [
    'other columns',
    ['f-1.csv', 'other.csv'],
    /^other\.csv columns: must be those of \S+f-1\.csv: it lacks size and has length besides$/,
  ],
  [
    'no match',
    'g-*.csv',
    /^g-\*\.csv data\.path: must match a file, got "g-\*\.csv" \(paths are relative to the space file\)$/,
  ],
  ['a file that is not there', ['f-1.csv', 'f-9.csv'], /^f-9\.csv data\.path: must be a file that is there/],
  [
    'a file twice',
    ['f-1.csv', 'f-*'],
    /^f-1\.csv data\.path: must name each file once: its rows would count twice$/,
  ],
])('%s is one fault', async (_, path, fault) => {
  const folder = folderOf({ ...sound, 'other.csv': rows(0, 9, ['length', 'y']) });
  const faults = await faultsOf(folder, path === undefined ? {} : { path });
  expect(faults).toHaveLength(1);
  expect(faults[0]?.replace(/of \S*f-1/, 'of /f-1')).toMatch(fault);
});

test('the files of each split assign the splits', async () => {
  const folder = folderOf(sound);
  const path = { train: ['f-1.csv', 'f-3.csv'], validation: 'more/*.csv', test: 'f-2.csv.gz' };
  const { raw, rows: found } = await read(folder, { path });
  expect(splitNames.map((name) => found[name].length)).toEqual([40, 5, 20]);
  const [column] = raw.inputs.kind === 'table' ? raw.inputs.columns : [];
  const sizes = column?.kind === 'number' ? column.values : [];
  expect([...found.test].map((row) => sizes[row])).toEqual(numbers(20).map((size) => size + 20));
});
