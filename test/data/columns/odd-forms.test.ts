import { expect, test } from 'vitest';
import { readSource } from '../../../src/data/load-dataset.ts';
import type { DataSpec } from '../../../src/study/study-spec.ts';
import { csvDirectory, dataSpec, faultsOf } from '../data-spec.ts';

const rows = 90;
const arabic = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));

async function columnOf(cell: (row: number) => string, spec: Partial<DataSpec> = {}) {
  const lines = Array.from(
    { length: rows },
    (_, row) => `${cell(row)};${row % 7}.5;${row % 2 ? 'no' : 'yes'}`,
  );
  const directory = csvDirectory(['x;other;y', ...lines].join('\n'));
  const request = dataSpec({ source: 'csv', path: 'table.csv', target: 'y', ...spec });
  const { raw } = await readSource(request, directory);
  const column = raw.inputs.kind === 'table' ? raw.inputs.columns[0] : undefined;
  return { schema: raw.columns?.[0], values: column?.kind === 'number' ? [...column.values] : [] };
}

const day = (...date: [number, number, number]) => Date.UTC(...date) / 86_400_000;

test.each<[string, (row: number) => string, string, number]>([
  ['5-Feb-23', (row) => `${5 + (row % 20)}-Feb-23`, 'dd-MMM-yy', day(2023, 1, 5)],
  ['7 Oct 71', (row) => `${7 + (row % 20)} Oct 71`, 'dd MMM yy', day(1971, 9, 7)],
  ['05.03.24', (row) => `${String(5 + (row % 20)).padStart(2, '0')}.03.24`, 'dd.MM.yy', day(2024, 2, 5)],
  ['3/25/68', (row) => `3/${25 - (row % 20)}/68`, 'MM/dd/yy', day(2068, 2, 25)],
  [
    'a date of RFC 1123',
    (row) => `Tue, ${5 + (row % 20)} Mar 2024 12:00:00 GMT`,
    'EEE, dd MMM yyyy',
    19787.5,
  ],
  ['3 March 2024', (row) => `${3 + (row % 20)} March 2024`, 'dd MMM yyyy', day(2024, 2, 3)],
  ['the end of a day', (row) => `2024-03-${5 + (row % 5) + 10} 24:00`, 'yyyy-MM-dd', day(2024, 2, 16)],
])('%s is read as a date', async (_, cell, format, first) => {
  const { schema, values } = await columnOf(cell);
  expect(schema).toMatchObject({ type: 'date', form: { format } });
  expect(values[0]).toBe(first);
});

test('the century of two digits is said', async () => {
  const { schema } = await columnOf((row) => `05.03.${10 + (row % 70)}`);
  expect(schema?.because).toBe('dd.MM.yy, 69 to 99 as 1969 to 1999, in UTC where a cell names no time zone');
});

const names = 'set data.columns to { "x": "category" } or { "x": "id" }';
const noDate = 'x: looks like a date, and is in no form that is read';
const noNumber = 'x: looks like a number, and is in no form that is read';

test.each<[string, (row: number) => string, string]>([
  ['a week', (row) => `20${10 + row}-W05`, `${noDate}, got "2010-W05"`],
  ['a quarter', (row) => `Q${1 + (row % 4)} ${1930 + row}`, `${noDate}, got "Q1 1930"`],
  ['a month in German', (row) => `${1 + (row % 28)}. Mrz ${1930 + row}`, `${noDate}, got "1. Mrz 1930"`],
  [
    'a zone by its name',
    (row) => `2024-01-05 ${row % 24}:${10 + (row % 47)} CET`,
    `${noDate}, got "2024-01-05 0:10 CET"`,
  ],
  ['a day that no calendar has', (row) => `20${10 + row}-02-30`, `${noDate}, got "2010-02-30"`],
  ['hexadecimal digits', (row) => `0x${(30 + row).toString(16)}`, `${noNumber}, got "0x1e"`],
  ['Arabic digits', (row) => arabic(`${1000 + row}`), `${noNumber}, got "${arabic('1000')}"`],
])('%s is refused where it would vanish, and may be declared', async (_, cell, expected) => {
  const [fault] = await faultsOf(columnOf(cell));
  expect(fault).toContain(expected);
  expect(fault).toContain(names);
  for (const type of ['category', 'id'] as const) await columnOf(cell, { columns: { x: { type } } });
});

test.each<[string, (row: number) => string]>([
  ['addresses', (row) => `10.0.${row}.7`],
  ['versions', (row) => `${row % 3}.${row % 12}.${row}`],
  ['codes', (row) => `0${row}-A-${row * 7}`],
])('%s are names all the same', async (_, cell) => {
  expect((await columnOf(cell)).schema).toMatchObject({ type: 'id' });
});

test.each<[string, (row: number) => string, string, string, number]>([
  ['minutes and seconds', (row) => `${15 + row}:30`, '"mm:ss"', 'got "24:30"', 930],
  ['hours and minutes', (row) => `${15 + row}:30`, '"HH:mm"', 'got "24:30"', 55_800],
  ['three parts', (row) => `${20 + row}:30:10`, '"HH:mm:ss"', 'got "24:30:10"', 73_810],
  ['days of pandas', (row) => `${1 + row} days 05:10:11`, '"HH:mm:ss"', 'got "1 days 05:10:11"', 105_011],
])(
  'durations of %s are refused until they are declared, and then read',
  async (_, cell, format, value, first) => {
    const [fault] = await faultsOf(columnOf(cell));
    expect(fault).toContain(`x: is no time of day, and its column may hold durations, ${value}`);
    const spec = `{ "x": { "type": "duration", "format": ${format} } }`;
    expect(fault).toContain(spec);
    const { values } = await columnOf(cell, { columns: JSON.parse(spec) });
    expect(values[0]).toBe(first);
  },
);

test('a number among days is a fault', async () => {
  const cell = (row: number) => (row === 50 ? '20241399' : `2011${10 + (row % 3)}${10 + (row % 19)}`);
  expect(await faultsOf(columnOf(cell))).toEqual([
    'table.csv:52:1 x: must be a day such as 20240131, as the rest of its column is, got "20241399" (leave the cell empty if it is missing, or set data.columns to { "x": "integer" })',
  ]);
  expect((await columnOf(cell, { columns: { x: { type: 'integer' } } })).values[50]).toBe(20241399);
});

test.each<[string, (row: number) => string, string, number[]]>([
  [
    '$1,100.50',
    (row) => `$${row % 2 ? '' : '1,'}100.50`,
    '{ "x": { "type": "number", "thousands": ",", "unit": "$" } }',
    [1100.5, 100.5],
  ],
  [
    '1.100,50 €',
    (row) => `${row % 2 ? '' : '1.'}100,50 €`,
    '{ "x": { "type": "number", "thousands": ".", "decimal": ",", "unit": "€" } }',
    [1100.5, 100.5],
  ],
  [
    '1,100 € as a thousand',
    () => '1,100 €',
    '{ "x": { "type": "number", "thousands": ",", "unit": "€" } }',
    [1100],
  ],
  [
    '1,100 € as a decimal',
    () => '1,100 €',
    '{ "x": { "type": "number", "decimal": ",", "unit": "€" } }',
    [1.1],
  ],
  ['1.100 € as a decimal', () => '1.100 €', '{ "x": { "type": "number", "unit": "€" } }', [1.1]],
  ["1'100 kg", () => "1'100 kg", '{ "x": { "type": "number", "thousands": "\'", "unit": "kg" } }', [1100]],
])('the declaration proposed for %s reads it', async (_, cell, spec, expected) => {
  const distinct = (row: number) => (row < 60 ? cell(row) : cell(row).replace('100', `${100 + row}`));
  const [fault] = await faultsOf(columnOf(distinct));
  expect(fault).toContain(spec);
  const { values } = await columnOf(distinct, { columns: JSON.parse(spec) });
  expect(values.slice(0, expected.length)).toEqual(expected);
  const bare = { x: { type: 'number', unit: cell(0).replaceAll(/[\d.,' ]/g, '') } } as const;
  if (expected[0] !== 1.1)
    expect(await faultsOf(columnOf(distinct, { columns: bare }))).toEqual([expect.stringContaining(spec)]);
});

test('two units, and a unit that some cells lack, are refused, also where the unit is declared', async () => {
  expect(await faultsOf(columnOf((row) => `${row} ${row % 3 ? 'g' : 'kg'}`))).toEqual([
    expect.stringContaining('x: must be in one unit, and its column has kg, g, got "0 kg" (convert all'),
  ]);
  const shares = (row: number) => (row % 2 ? `${row}%` : `0.${row}`);
  expect(await faultsOf(columnOf(shares))).toEqual([
    expect.stringContaining(
      'has a percent sign beside it, which other cells lack, got "1%" (write it in all cells',
    ),
  ]);
  const declared = columnOf(shares, { columns: { x: { type: 'number', unit: '%' } } });
  expect(await faultsOf(declared)).toEqual([
    expect.stringContaining('x: must be a number in %, as data.columns'),
  ]);
  const zero = await columnOf((row) => (row === 1 ? '0' : `${row} %`), {
    columns: { x: { type: 'number', unit: '%' } },
  });
  expect(zero.values.slice(0, 3)).toEqual([0, 0, 2]);
});

test('weights in another notation are refused with the declaration that reads them', async () => {
  expect(await faultsOf(columnOf((row) => `${row},5`, { weight: 'x' }))).toEqual([
    expect.stringContaining('got "0,5" (set data.columns to { "x": { "type": "number", "decimal": "," } })'),
  ]);
});
