import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readSource } from '../../../src/data/load-dataset.ts';
import { FaultsError } from '../../../src/faults/errors.ts';
import type { DataSpec } from '../../../src/study/study-spec.ts';
import { csvDirectory, dataSpec } from '../data-spec.ts';

/** Rows of size and y as JSON; `change` replaces some cells. */
function table(rows: number, change: (row: number) => object = () => ({})): string {
  const all = Array.from({ length: rows }, (_, row) =>
    JSON.stringify({ size: row + 0.5, y: row % 2 ? 'no' : 'yes', ...change(row) }),
  );
  return `[${all.join(',')}]`;
}

function read(json: string, isTolerant = false, spec: Partial<DataSpec> = {}) {
  const request = dataSpec({ source: 'csv', path: 'table.json', target: 'y', ...spec });
  return readSource(request, csvDirectory(json, 'table.json'), { isTolerant });
}

async function messageOf(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof FaultsError)) throw error ?? new Error('it was read without a fault');
  return error.message.replaceAll(/^\S*[\\/]table\.json/gm, 'table.json');
}

test('values of JSON are what their text in a CSV file is', async () => {
  const cells = [null, '', 'NA', '7.5', ' 8 ', 12];
  const flags = [true, false, null, 'true'];
  const { raw } = await read(
    table(60, (row) => ({
      ...(row < cells.length ? { size: cells[row] } : {}),
      isOld: flags[row % flags.length],
    })),
  );
  const [size, isOld] = raw.inputs.kind === 'table' ? raw.inputs.columns : [];
  expect(size?.kind === 'number' && [...size.values.slice(0, 7)]).toEqual([
    ...[Number.NaN, Number.NaN, Number.NaN, 7.5, 8, 12, 6.5],
  ]);
  expect(isOld).toMatchObject({ kind: 'number', form: { type: 'boolean' } });
  expect(isOld?.kind === 'number' && [...isOld.values.slice(0, 4)]).toEqual([1, 0, Number.NaN, 1]);
});

test('a fault in a file without lines names the row', async () => {
  const json = table(40, (row) => (row === 21 ? { size: 'oops' } : row === 30 ? { y: null } : {}));
  expect(await messageOf(read(json))).toBe(
    'table.json size: must be a number like the rest of its column, got "oops" (row 22; leave the cell empty if its value is missing, or set data.columns to { "size": { "type": "number", "missing": ["oops"] } } or { "size": "category" })',
  );
  const { raw } = await read(json, true);
  expect(raw.problems).toMatchObject([
    { kind: 'text-among-numbers', rows: [21], faults: [{ row: 22 }] },
    { kind: 'missing-target', rows: [30], faults: [{ row: 31 }] },
  ]);
});

test('lists and objects are refused, a column of them once, and left out where that is tolerated', async () => {
  const json = table(40, (row) => ({ place: row === 3 ? { north: 1 } : [row] }));
  expect(await messageOf(read(json))).toBe(
    'table.json place: must be a number, a text, a date or a truth value, got [0] (row 1; set data.columns to { "place": "id" }, which leaves the column out) … and 39 more like it',
  );
  const { raw } = await read(json, true);
  expect(raw.inputs).toMatchObject({ columns: [{ name: 'size' }] });
  expect(raw.problems).toMatchObject([{ kind: 'unusable-cells', count: 40, faults: [{ field: 'place' }] }]);
  await read(json, false, { exclude: ['place'] });
});

test('dates of Parquet are the dates of a CSV file', async () => {
  const directory = csvDirectory('');
  const fixture = fileURLToPath(new URL('../../fixtures/formats/dates.parquet', import.meta.url));
  copyFileSync(fixture, join(directory, 'dates.parquet'));
  const request = dataSpec({ source: 'parquet', path: 'dates.parquet', target: 'y' });
  const { raw } = await readSource(request, directory, { isTolerant: true });
  const columns = raw.inputs.kind === 'table' ? raw.inputs.columns : [];
  const when = columns.find(({ name }) => name === 'when');
  expect(when).toMatchObject({ kind: 'number', form: { type: 'date', format: 'yyyy-MM-dd' } });
  expect(when?.kind === 'number' && when.values[0]).toBe(Date.UTC(2024, 0, 1) / 86_400_000);
});

const codes = ['9007199254740993', '9007199254740992', '-9007199254740993', '1152921504606846977'];
const code = (row: number) => codes[row % codes.length] as string;

/** Numbers of JSON as they are written, which JSON.stringify cannot write. */
function unquoted(json: string): string {
  return json.replaceAll(/"(-?\d{16,})"/g, '$1');
}

test.each([
  ['as JSON numbers', unquoted],
  ['as texts', (json: string) => json],
])('whole numbers beyond 2^53 keep their digits %s', async (_, written) => {
  const { raw } = await read(written(table(40, (row) => ({ code: code(row) }))));
  const [, column] = raw.inputs.kind === 'table' ? raw.inputs.columns : [];
  expect(column).toMatchObject({
    kind: 'category',
    categories: codes.toSorted((a, b) => Number(BigInt(a) - BigInt(b))),
  });
  const asClass = await read(written(table(40, (row) => ({ y: code(row) }))));
  expect(asClass.raw.target).toMatchObject({ kind: 'classification' });
  expect(asClass.raw.target.kind === 'classification' && asClass.raw.target.classes).toHaveLength(4);
});

test('whole numbers beyond 2^53 among smaller ones, or in a regression, are refused until they may be rounded', async () => {
  const mixed = table(40, (row) => ({ code: row === 7 ? '9007199254740993' : 12 + row }));
  const ways = (name: string) =>
    name === 'y'
      ? '(row 1; set data.columns to { "y": "category" } to keep them, or to { "y": "number" } to round them)'
      : '(row 8; set data.columns to { "code": "category" } or { "code": "id" } to keep them, or to { "code": "number" } to round them)';
  const constraint =
    'must be below 2^53 as a number, since its last digits would be lost, got "9007199254740993"';
  expect(await messageOf(read(unquoted(mixed)))).toBe(`table.json code: ${constraint} ${ways('code')}`);
  const target = table(40, (row) => ({ y: code(row) }));
  expect(await messageOf(read(unquoted(target), false, { task: 'regression' }))).toContain(
    `table.json y: ${constraint} ${ways('y')}`,
  );
  const { raw } = await read(unquoted(mixed), false, { columns: { code: { type: 'number' } } });
  expect(raw.inputs).toMatchObject({ columns: [{ name: 'size' }, { kind: 'number', name: 'code' }] });
  const asInteger = read(unquoted(mixed), false, { columns: { code: { type: 'integer' } } });
  expect(await messageOf(asInteger)).toContain('code: must be a whole number below 2^53');
});

test('large numbers that lose no digit stay numbers', async () => {
  const { raw } = await read(
    unquoted(table(40, (row) => ({ size: row % 2 ? 2 ** 53 + 4 * row : `${row + 1}000000000000000000` }))),
  );
  expect(raw.inputs).toMatchObject({ columns: [{ kind: 'number', name: 'size' }] });
});

test('a name that an object has twice is refused, whatever nests beside it', async () => {
  const twice = table(3).replace(
    '"size":1.5',
    '"size" : 1.5, "note": "a \\": b", "at": {"size": 2}, "siz\\u0065":99',
  );
  expect(await messageOf(read(twice))).toContain(
    'must be a JSON object: it has the name "size" twice (row 2)',
  );
  const once = table(40, () => ({ note: 'a ": b', at: { size: 2 } }));
  await read(once, false, { exclude: ['at', 'note'] });
});

test('infinities that JSON writes as numbers are refused as in CSV', async () => {
  expect(await messageOf(read(table(40, (row) => (row === 5 ? { size: 1e300 } : {}))))).toContain(
    'table.json size: must be a finite number, at most 3.4e38 as 32-bit floats are, got "1e+300" (row 6;',
  );
});

test('a file is read up to where it is broken, where that is tolerated', async () => {
  const json = `${table(60).slice(0, -1)}, {"size": }]`;
  expect(await messageOf(read(json))).toMatch(/^table\.json row: must be a JSON object: .* \(row 61\)$/);
  const { raw } = await read(json, true);
  expect(raw.rowNumbers).toHaveLength(60);
  expect(raw.problems).toMatchObject([{ kind: 'broken-file', faults: [{ row: 61 }] }]);
});

test('a format that the space file names is the one that is read', async () => {
  const csv = csvDirectory('size,y\n1,a\n', 'table.json');
  const request = dataSpec({ source: 'jsonl', path: 'table.json', target: 'y' });
  await expect(readSource(request, csv)).rejects.toThrow('row: must be a JSON object on one line');
  const parquet = csvDirectory('PAR1');
  const other = dataSpec({ source: 'tsv', path: 'table.csv', target: 'y' });
  await expect(readSource(other, parquet)).rejects.toThrow('must be a TSV file: it is a Parquet file');
});
