import { expect, test } from 'vitest';
import { readSource } from '../../../src/data/load-dataset.ts';
import { describeFault, FaultsError } from '../../../src/faults/errors.ts';
import type { DataSpec } from '../../../src/study/study-spec.ts';
import { csvDirectory, dataSpec } from '../data-spec.ts';

type Columns = NonNullable<DataSpec['columns']>;

const rows = 120;
const pick = (list: readonly string[]) => (row: number) => list[row % list.length] as string;
const quoted = (cell: string) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** A table with the column x, another input and a target of two classes. */
function table(cell: (row: number) => string, name = 'x'): string {
  const lines = Array.from({ length: rows }, (_, row) =>
    [quoted(cell(row)), `${row % 7}.5`, row % 2 ? 'no' : 'yes'].join(','),
  );
  return [`${name},other,y`, ...lines].join('\n');
}

async function schemaOf(csv: string, spec: Partial<DataSpec> = {}) {
  const request = dataSpec({ source: 'csv', path: 'table.csv', target: 'y', ...spec });
  const { raw } = await readSource(request, csvDirectory(csv));
  return raw.columns?.[0];
}

async function readValues(csv: string, spec: Partial<DataSpec>): Promise<number[]> {
  const request = dataSpec({ source: 'csv', path: 'table.csv', target: 'y', ...spec });
  const { raw } = await readSource(request, csvDirectory(csv));
  const column = raw.inputs.kind === 'table' ? raw.inputs.columns[0] : undefined;
  return column?.kind === 'number' ? [...column.values] : [];
}

async function faultOf(csv: string, spec: Partial<DataSpec> = {}): Promise<string> {
  const error = await schemaOf(csv, spec).catch((caught: unknown) => caught);
  if (!(error instanceof FaultsError)) throw new Error('it was read without a fault');
  expect(error.faults).toHaveLength(1);
  return error.faults.map((fault) => describeFault(fault).replace(/^\S*table\.csv/, 'table.csv')).join('\n');
}

test.each<[string, (row: number) => string, object]>([
  ['decimals with a comma', (row) => `${row % 31},${row % 10}`, { type: 'number', because: 'decimal comma' }],
  ['five decimals with a comma', pick(['1,0', '1,5', '2,0', '2,5', '3']), { type: 'number' }],
  ['a Unicode minus', (row) => (row % 2 ? `−${row % 20}` : `${row % 20}`), { type: 'integer', missing: 0 }],
  ['an en dash for a minus', (row) => `–${row}.5`, { type: 'number', missing: 0 }],
  [
    'errors of a spreadsheet',
    (row) => (row % 3 ? `${row}` : pick(['#DIV/0!', '#REF!', '#WERT!'])(row)),
    { missing: 40 },
  ],
  [
    'None, <NA>, a dot and unknown',
    (row) => (row % 2 ? `${row}` : pick(['None', '<NA>', '.', 'unknown'])(row / 2)),
    { type: 'integer', missing: 60 },
  ],
  ['mostly missing words', (row) => (row % 10 ? 'n.a.' : `${row}`), { type: 'integer', missing: 108 }],
  ['truth in capitals', pick(['TRUE', 'FALSE']), { type: 'boolean', because: 'false/true' }],
  ['yes and no in mixed case', pick(['Yes', 'no', 'YES', '']), { type: 'boolean', missing: 30 }],
  ['0 and 1', pick(['0', '1']), { type: 'boolean' }],
  ['months', (row) => `20${String(20 + (row % 5))}-0${1 + (row % 9)}`, { type: 'date' }],
  [
    'days with slashes, day first',
    (row) => `${1 + (row % 28)}/${1 + (row % 12)}/2024`,
    { because: /^dd\/MM/ },
  ],
  [
    'days with slashes, month first',
    (row) => `${1 + (row % 12)}/${1 + (row % 28)}/2024`,
    { because: /^MM\/dd/ },
  ],
  ['times of day', (row) => `${row % 24}:${10 + (row % 50)}`, { type: 'date', because: /^HH:mm/ }],
  ['codes with leading zeros', (row) => `00${row % 9}`, { type: 'category', because: /leading zeros/ }],
  [
    'codes of 17 digits',
    (row) => `${12345678901234560n + BigInt(row % 7)}`,
    { type: 'category', because: '7 values of more than 15 digits' },
  ],
  ['long numbers that lose no digit', (row) => `${row + 1}00000000000000000`, { type: 'integer' }],
  ['few numbers and a word', pick(['4', '6', '8', 'rotary']), { type: 'category' }],
  ['codes with letters', (row) => `${row % 12}${pick(['A', 'B', 'C', 'D'])(row)}`, { type: 'category' }],
  ['sixty towns', (row) => `town ${row % 58}`, { type: 'category' }],
  ['sentences', (row) => `a house of ${row} rooms in town`, { type: 'text' }],
  ['a name of each row', (row) => `u${row}`, { type: 'id', leftOut: /120 distinct/ }],
  ['NA as a category', pick(['NA', 'EU', 'AS']), { type: 'category', missing: 40 }],
])('%s are read as such', async (_, cell, expected) => {
  const schema = await schemaOf(table(cell));
  for (const [field, value] of Object.entries(expected)) {
    const found = schema?.[field as keyof typeof schema];
    if (value instanceof RegExp) expect(found, field).toMatch(value);
    else expect(found, field).toEqual(value);
  }
});

test.each(['', 'id', 'Unnamed: 0', 'PassengerId', 'row_id', 'index'])(
  'a shuffled count of the rows named "%s" is left out',
  async (name) => {
    const schema = await schemaOf(table((row) => String(((row * 77) % rows) + 1), name));
    expect(schema).toMatchObject({ type: 'id', leftOut: 'it only counts the rows' });
  },
);

test('a shuffled count with another name is a number', async () => {
  expect(await schemaOf(table((row) => String((row * 77) % rows), 'hours'))).toMatchObject({
    type: 'integer',
  });
});

test.each<[string, (row: number) => string, string]>([
  [
    'thousands',
    (row) => `${1 + (row % 9)},234,56${row % 10}`,
    'must be a number, and has marks between its thousands, got "1,234,560" (set data.thousands to ",")',
  ],
  [
    'a comma that is either',
    (row) => `${1 + (row % 90)},125`,
    'may be a decimal or a thousand, got "1,125" (set data.decimal to "," where it is a decimal, or data.thousands to "," where it is a thousand)',
  ],
  [
    'a currency',
    (row) => `$${row}`,
    'must be a number, and has the currency $ beside it, got "$0" (set data.columns to { "x": { "type": "number", "unit": "$" } })',
  ],
  [
    'a percent sign',
    (row) => `${row}%`,
    'must be a number, and has a percent sign beside it, got "0%" (set data.columns to { "x": { "type": "number", "unit": "%" } })',
  ],
  [
    'a unit',
    (row) => `${row} kg`,
    'must be a number, and has the unit kg beside it, got "0 kg" (set data.columns to { "x": { "type": "number", "unit": "kg" } })',
  ],
  [
    'parentheses',
    (row) => (row % 2 ? `(${row})` : `${row}`),
    'must be a number, and stands in parentheses, got "(1)" (write -5 for (5), or remove the parentheses)',
  ],
  [
    'both decimal marks',
    (row) => (row % 2 ? `${row},5` : `${row}.5`),
    'must be written like the rest of its column, with a decimal point, got "1,5" (write all of them with a decimal point)',
  ],
  [
    'a leading zero in a cell among numbers',
    (row) => (row === 2 ? '007' : `${3 * row}`),
    'has a leading zero, among numbers without: its column needs a declared type, got "007" (set data.columns to { "x": "category" } or { "x": "id" } for codes, or to { "x": "number" })',
  ],
  [
    'words among numbers',
    (row) => (row % 3 ? `${row}` : 'seldom'),
    'must be a number like the rest of its column, got "seldom" (leave the cell empty if its value is missing, or set data.columns to { "x": { "type": "number", "missing": ["seldom"] } } or { "x": "category" })',
  ],
  [
    'marks between thousands in two ways',
    (row) => (row % 3 ? `${1 + row} 234` : `${1 + row}.234.567`),
    'must be a number, and has marks between its thousands, got "1.234.567" (set data.thousands to "." and data.decimal to ",")',
  ],
  [
    'words beside a known one',
    (row) => ['seldom', 'NA', 'unknown', `${row}`, `${row}`][row % 5] as string,
    'must be a number like the rest of its column, got "seldom" (leave the cell empty if its value is missing, or set data.columns to { "x": { "type": "number", "missing": ["seldom", "unknown", "NA"] } } or { "x": "category" })',
  ],
  [
    'a zone behind a month and a day',
    (row) => `${1 + (row % 12)}/${1 + (row % 28)}/2024 23:30 -05:00`,
    'has a time zone, and is only read in a declared format, got "1/1/2024 23:30 -05:00" (set data.columns to { "x": { "type": "date", "format": "MM/dd/yyyy" } })',
  ],
  [
    'a date of which the order is unknown',
    (row) => `${1 + (row % 12)}/${1 + (row % 11)}/2024`,
    'may have the day or the month first, got "1/1/2024" (set data.columns to { "x": { "type": "date", "format": "dd/MM/yyyy" } }, or to MM/dd/yyyy)',
  ],
  [
    'a word among dates',
    (row) => (row === 7 ? 'later' : `2024-01-${10 + (row % 20)}`),
    'must be a date like 2024-01-10, as the rest of its column is, got "later" (leave the cell empty if it is missing, or set data.columns to { "x": "category" })',
  ],
])('%s is one fault with the way out', async (_, cell, expected) => {
  expect(await faultOf(table(cell))).toContain(` x: ${expected}`);
});

test('a decimal point contradicts a declared comma, unless it stands between thousands', async () => {
  const csv = table((row) => `${1 + (row % 9)}.${100 + row}`);
  expect(await faultOf(csv, { decimal: ',', exclude: ['other'] })).toContain(
    ' x: must have no decimal point, as data.decimal is a comma, got "1.100" (set data.columns to { "x": { "type": "number", "decimal": "." } }, or data.thousands to "." if that is what the point means)',
  );
  const declared = { x: { type: 'number', decimal: '.' } } as const;
  const decimals = await readValues(csv, { decimal: ',', columns: declared, exclude: ['other'] });
  expect(decimals.slice(0, 2)).toEqual([1.1, 2.101]);
  const thousands = await readValues(csv, { decimal: ',', thousands: '.', exclude: ['other'] });
  expect(thousands.slice(0, 2)).toEqual([1100, 2101]);
});

test('marks between thousands other than the declared one are refused, not missing', async () => {
  const csv = table((row) => (row % 9 ? `${1 + row},234` : `${1 + row} 234`));
  expect(await faultOf(csv, { thousands: ',' })).toContain(
    ' x: must be a number, and has marks between its thousands, got "1 234" (set data.columns to { "x": { "type": "number", "thousands": " " } })',
  );
});

test.each<[string, (row: number) => string, Partial<DataSpec>, string]>([
  [
    'two digits behind a mark of thousands',
    (row) => (row % 2 ? '1,59' : `${1 + row},234`),
    { thousands: ',' },
    'must have three digits behind a comma, as data.thousands is one, got "1,59" (set data.columns to { "x": { "type": "number", "decimal": ",", "thousands": "." } } if its commas are decimal)',
  ],
  [
    'a decimal point that is a mark of thousands',
    (row) => `${row}.32`,
    { thousands: '.', decimal: ',' },
    'must be a number as data.decimal and data.thousands declare, got "0.32" (set data.columns to { "x": { "type": "number", "decimal": ".", "thousands": "," } } if its numbers have a decimal point)',
  ],
])('%s is one fault', async (_, cell, spec, expected) => {
  expect(await faultOf(table(cell), { ...spec, exclude: ['other'] })).toContain(` x: ${expected}`);
});

test('versions and addresses are categories', async () => {
  expect(await schemaOf(table((row) => `1.${row % 3}.${row % 4}`))).toMatchObject({ type: 'category' });
  expect(await schemaOf(table((row) => `10.0.${row % 3}.1`))).toMatchObject({ type: 'category' });
});

test.each([' ', "'"])('thousands between %j may have the marks of word processors', async (thousands) => {
  const marks = thousands === ' ' ? [' ', '\u00a0', '\u202f'] : ["'", '’'];
  const csv = table((row) => `${1 + row}${marks[row % marks.length]}234`);
  expect((await readValues(csv, { thousands })).slice(0, 3)).toEqual([1234, 2234, 3234]);
});

test.each<[string, (row: number) => string, string]>([
  ['leading zeros', (row) => String(99000 - 30 * row).padStart(5, '0'), 'has a leading zero'],
  ['texts', (row) => (row < 1100 ? `${row}` : `A${row}`), 'is a text'],
])('codes with %s below many numbers need a declaration', async (_, cell, what) => {
  const lines = Array.from({ length: 6000 }, (_, row) => `${cell(Math.floor(row / 2))},${row % 2}`);
  const csv = ['x,y', ...lines].join('\n');
  expect(await faultOf(csv)).toMatch(
    new RegExp(` x: ${what}.*needs a declared type.*"x": "category" } or { "x": "id" }`),
  );
  expect(await schemaOf(csv, { columns: { x: { type: 'category' } } })).toMatchObject({ type: 'category' });
});

test.each<[string, (row: number) => string, Columns, object]>([
  [
    'a currency with thousands',
    (row) => `€ ${row % 9}.234,50`,
    { x: { type: 'number', decimal: ',', thousands: '.', unit: '€' } },
    { type: 'number' },
  ],
  ['numbers as categories', (row) => `${row % 5}`, { x: { type: 'category' } }, { type: 'category' }],
  ['an id', (row) => `${row % 5}`, { x: { type: 'id' } }, { leftOut: 'declared as an id' }],
  [
    'an order',
    pick(['low', 'high', '']),
    { x: { type: 'ordinal', order: ['low', 'high'] } },
    { type: 'ordinal', missing: 40 },
  ],
  [
    'words that are missing',
    pick(['1.5', '2', '-999', 'n.k.']),
    { x: { type: 'number', missing: ['-999', 'n.k.'] } },
    { missing: 60 },
  ],
  [
    'dates with a format',
    (row) => `${1 + (row % 12)}/${1 + (row % 11)}/2024`,
    { x: { type: 'date', format: 'MM/dd/yyyy' } },
    { type: 'date' },
  ],
  [
    'packed dates',
    (row) => `202401${10 + (row % 20)}`,
    { x: { type: 'date', format: 'yyyyMMdd' } },
    { type: 'date' },
  ],
])('%s can be declared', async (_, cell, columns, expected) => {
  expect(await schemaOf(table(cell), { columns })).toMatchObject({ isDeclared: true, ...expected });
});

test.each<[string, (row: number) => string, Columns, string]>([
  [
    'a number',
    (row) => (row === 3 ? 'x' : '1'),
    { x: { type: 'number' } },
    'table.csv:5:1 x: must be a number, as data.columns declares, got "x"',
  ],
  [
    'a whole number',
    (row) => (row === 3 ? '1.5' : '1'),
    { x: { type: 'integer' } },
    'table.csv:5:1 x: must be a whole number below 2^53, as data.columns declares, got "1.5"',
  ],
  [
    'a value of an order',
    pick(['low', 'Low']),
    { x: { type: 'ordinal', order: ['low', 'high'] } },
    'x: must be one of low, high, as data.columns declares, got "Low"',
  ],
  [
    'a date',
    pick(['2024-01-01', '1.2.2024']),
    { x: { type: 'date', format: 'yyyy-MM-dd' } },
    'x: must be a date of the form yyyy-MM-dd, as data.columns declares, got "1.2.2024"',
  ],
  [
    'a known column',
    (row) => `${row}`,
    { z: { type: 'number' } },
    'data.columns: must be a column of the file, got "z" (the columns are x, other, y)',
  ],
])('a cell that breaks its declaration as %s is one fault', async (_, cell, columns, expected) => {
  expect(await faultOf(table(cell), { columns })).toContain(expected);
});
