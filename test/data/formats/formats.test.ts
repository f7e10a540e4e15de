import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tableFormats } from '../../../src/data/formats/catalogue.ts';
import { openRows } from '../../../src/data/formats/open-rows.ts';
import { tableFormatNames } from '../../../src/study/study-spec.ts';
import {
  columns,
  describeTableFormat,
  type FormatFiles,
  hugeRows,
  things,
} from '../../contracts/table-format.ts';
import { csvDirectory } from '../data-spec.ts';

type Rows = typeof things;

/** As hyparquet-writer 0.x writes them: nothing that hpsearch uses can. */
const fixture = (name: string) => readFileSync(new URL(`../../fixtures/formats/${name}`, import.meta.url));

const delimited = (delimiter: string) => (rows: Rows) => {
  const cell = (value: Rows[number][number]) => `"${String(value ?? '').replaceAll('"', '""')}"`;
  return [columns, ...rows].map((row) => `${row.map(cell).join(delimiter)}\r\n`).join('');
};
const objects = (rows: Rows) =>
  rows.map((row) => Object.fromEntries(row.map((cell, at) => [columns[at], cell])));
const jsonLines = (rows: Rows) =>
  objects(rows)
    .map((row) => `${JSON.stringify(row)}\n\n`)
    .join('');
const jsonArray = (rows: Rows) => `\ufeff ${JSON.stringify(objects(rows), null, 2)}\n`;

/** Text of several times what is read at once. */
function textFiles(
  fileName: string,
  write: (rows: Rows) => string,
  { spoil, constraint, place }: { spoil: (two: string) => string; constraint: RegExp; place: object },
): FormatFiles {
  const long = Array.from({ length: 5000 }, (_, at) => things[at % things.length] ?? []);
  return {
    fileName,
    things: Buffer.from(write(things)),
    huge: Buffer.from(write(hugeRows)),
    long: { content: Buffer.from(write(long)), rows: long.length },
    broken: { content: Buffer.from(spoil(write(things.slice(0, 2)))), constraint, place },
  };
}

const quotation = {
  spoil: (two: string) => `${two}"never closed`,
  constraint: /^opens a quotation that is never closed$/,
  place: { field: 'row', line: 4 },
};

const files: Readonly<Record<(typeof tableFormatNames)[number], FormatFiles>> = {
  csv: {
    ...textFiles('things.csv', delimited(';'), quotation),
    noRows: Buffer.from(delimited(',')([])),
  },
  tsv: {
    ...textFiles('things.tsv', delimited('\t'), quotation),
    noRows: Buffer.from(delimited('\t')([])),
  },
  jsonl: textFiles('things.jsonl', jsonLines, {
    spoil: (two) => `${two}{"length": 1,\n"colour": "red"}\n`,
    constraint: /^must be a JSON object on one line$/,
    place: { field: 'row', line: 5 },
  }),
  json: textFiles('things.json', jsonArray, {
    spoil: (two) => two.replace(/\]\s*$/, ', 3]'),
    constraint: /^must be a JSON object$/,
    place: { field: 'row', row: 3 },
  }),
  parquet: {
    fileName: 'things.parquet',
    things: fixture('things.parquet'),
    huge: fixture('huge-cell.parquet'),
    noRows: fixture('no-rows.parquet'),
    broken: {
      content: spoiltGroup(),
      constraint: /^must be whole: column \w+ of rows 3 to 5 is broken: /,
      place: {},
    },
  },
};

/** The data of the second row group, of rows 3 to 5, overwritten. */
function spoiltGroup(): Buffer {
  const content = fixture('things.parquet');
  const start = content.indexOf('grün') - 40;
  return Buffer.concat([content.subarray(0, start), Buffer.alloc(80, 0xff), content.subarray(start + 80)]);
}

for (const [name, format] of Object.entries(tableFormats)) {
  describeTableFormat(name, format, files[format.name]);
}

test('the catalogue has all formats that a space file may name', () => {
  expect(Object.keys(tableFormats).sort()).toEqual([...tableFormatNames].sort());
});

const object = '{"a": 1, "b": "x"}';

test.each([
  ['table.txt', 'a,b\n1,x\n', 'line'],
  ['table', 'a;b\n1;x\n', 'line'],
  ['table.tab', 'a\tb, c\n1\tx\n', 'line'],
  ['table.ndjson', object, 'line'],
  ['table.json', object, 'line'],
  ['table.json', `\n[${object}]`, 'row'],
  ['table', object, 'line'],
  ['table', `[${object}]`, 'row'],
  ['TABLE.JSON', `[${object}]`, 'row'],
])('%s that holds %j is read by its ending and first bytes', async (name, text, placeWord) => {
  const path = csvDirectory(text, name);
  const source = await openRows({ file: name, path: `${path}/${name}` }, { wanted: [] });
  expect(source.names).toHaveLength(2);
  expect(source.placeWord).toBe(placeWord);
});

test.each([
  ['no array', '{"a": 1}', 'row: must be in an array of JSON objects'],
  ['no object', '[[1, 2]]', 'row: must be a JSON object (row 1)'],
  ['a comma too few', '[{"a": 1} {"a": 2}]', 'row: must be followed by a comma or a ] (row 1)'],
  ['a comma too many', '[{"a": 1},]', 'row: must be a JSON object (row 2)'],
  ['no end', '[{"a": 1}, {"a": "]', 'row: must be whole: the file ends within it (row 2)'],
  ['no bracket at the end', '[{"a": 1}', 'row: must be followed by a ] (row 1)'],
  ['more behind the end', '[{"a": 1}] 2', 'row: must be followed by nothing but the ] of the array (row 1)'],
  ['brackets that do not match', '[{"a": [1}}]', 'row: must be a JSON object: '],
  ['no rows', '[]', 'rows: must be there, but the file is empty'],
])('an array of objects with %s is refused', async (_, text, message) => {
  const directory = csvDirectory(text, 'table.json');
  const reading = (async () => {
    const source = await openRows(
      { file: 'table.json', path: `${directory}/table.json` },
      { wanted: [] },
      'json',
    );
    for await (const _ of source.batches);
  })();
  await expect(reading).rejects.toThrow(`table.json ${message}`);
});

test('a name that later rows alone have is refused in training, and left aside in prediction', async () => {
  const rows = Array.from({ length: 3000 }, (_, row) =>
    JSON.stringify(row < 2500 ? { a: row } : { a: row, b: 1 }),
  );
  const place = { file: 'table.jsonl', path: `${csvDirectory(rows.join('\n'), 'table.jsonl')}/table.jsonl` };
  const count = async (refusesLateNames: boolean) => {
    let found = 0;
    for await (const { cells } of (await openRows(place, { wanted: [], refusesLateNames })).batches)
      found += cells.length;
    return found;
  };
  expect(await count(false)).toBe(3000);
  await expect(count(true)).rejects.toThrow(
    'table.jsonl:2501 name: must be a name of the first 2048 rows, which tell the columns, got "b"',
  );
});
