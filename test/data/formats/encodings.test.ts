import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { describeLayout } from '../../../src/data/formats/file-layout.ts';
import { openTableFile, readText } from '../../../src/data/formats/table-file.ts';
import { likelyEncodings } from '../../../src/data/formats/text/likely-encodings.ts';
import { readSource } from '../../../src/data/load-dataset.ts';
import { encodingLabel } from '../../../src/study/data-files/encoding-label.ts';
import type { DataSpec } from '../../../src/study/study-spec.ts';
import { csvDirectory, dataSpec, faultsOf } from '../data-spec.ts';

/** Bytes of Cyrillic letters, by the tables of each encoding: А is the first capital, а the first small letter. */
function cyrillic(text: string, capital: number, small: number): Buffer {
  return Buffer.from(
    [...text].map((sign) => {
      const code = sign.charCodeAt(0);
      if (code < 0x80) return code;
      return code < 0x430 ? capital + code - 0x410 : small + code - 0x430;
    }),
  );
}

const words = ['муж', 'жен', 'дом'];
const cyrillicTable = `size,y\n${Array.from({ length: 30 }, (_, row) => `${row},${words[row % 3]}`).join('\n')}\n`;
const latinTable = `size,y\n${Array.from({ length: 30 }, (_, row) => `${row},${['Köln', 'Œuvre', '5€'][row % 3]}`).join('\n')}\n`;

function read(content: Buffer, spec: Partial<DataSpec> = {}) {
  return readSource(
    dataSpec({ source: 'csv', path: 'table.csv', target: 'y', ...spec }),
    csvDirectory(content),
  );
}

async function classesOf(content: Buffer, spec: Partial<DataSpec> = {}) {
  const { raw } = await read(content, spec);
  const { target, layouts = [] } = raw;
  return {
    classes: target.kind === 'classification' ? target.classes : [],
    said: layouts.map(describeLayout),
  };
}

const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const windows1252 = (text: string) =>
  Buffer.from([...text].map((sign) => ({ Œ: 0x8c, '€': 0x80 })[sign] ?? sign.charCodeAt(0)));

test.each<[string, Buffer, string | undefined, string]>([
  ['UTF-8', Buffer.from(cyrillicTable), undefined, 'UTF-8'],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${cyrillicTable}`), undefined, 'UTF-8'],
  ['UTF-8 in gzip', gzipSync(cyrillicTable), undefined, 'UTF-8'],
  ['UTF-16LE with a mark', utf16(`\ufeff${cyrillicTable}`), undefined, 'UTF-16LE'],
  ['UTF-16LE without a mark', utf16(cyrillicTable), undefined, 'UTF-16LE'],
  ['UTF-16BE with a mark', swapped(utf16(`\ufeff${cyrillicTable}`)), undefined, 'UTF-16BE'],
  ['UTF-16BE without a mark', swapped(utf16(cyrillicTable)), undefined, 'UTF-16BE'],
  ['declared UTF-16 with a mark', swapped(utf16(`\ufeff${cyrillicTable}`)), 'utf-16', 'UTF-16BE'],
  ['declared Windows-1251', cyrillic(cyrillicTable, 0xc0, 0xe0), 'windows-1251', 'Windows-1251'],
  ['declared cp1251', cyrillic(cyrillicTable, 0xc0, 0xe0), 'CP1251', 'Windows-1251'],
  ['declared ISO-8859-5', cyrillic(cyrillicTable, 0xb0, 0xd0), 'iso-8859-5', 'Iso-8859-5'],
])('%s has its three classes, and is said', async (_, content, encoding, title) => {
  const { classes, said } = await classesOf(content, encoding === undefined ? {} : { encoding });
  expect(classes).toEqual([...words].sort());
  expect(said).toEqual([`CSV: delimiter comma, ${title}, header in line 1`]);
});

test.each(['windows-1252', 'latin1', 'iso-8859-1', 'ansi'])(
  '%s has the euro sign and the ligature',
  async (encoding) => {
    expect((await classesOf(windows1252(latinTable), { encoding })).classes).toEqual(['5€', 'Köln', 'Œuvre']);
  },
);

test('a file in Windows-1251 that does not say so is one fault with its line, its byte and the likely encodings', async () => {
  const faults = await faultsOf(read(cyrillic(cyrillicTable, 0xc0, 0xe0)));
  expect(faults).toEqual([
    'table.csv:2: must be in UTF-8: byte 0xEC is no character in it (save it as UTF-8, or set data.encoding: windows-1251 reads "муж", windows-1253 "μσζ", koi8-r "ЛСФ")',
  ]);
});

test('bytes that are no UTF-8 are found behind the first 64 kB, in gzip and in JSON lines too', async () => {
  const rows = Array.from({ length: 20_000 }, (_, row) => `${row},${row % 2 ? 'yes' : 'no'}\n`).join('');
  const late = Buffer.concat([Buffer.from(`size,y\n${rows}5,caf`), Buffer.from([0xe9, 0x0a])]);
  for (const content of [late, gzipSync(late)]) {
    expect((await faultsOf(read(content)))[0]).toMatch(
      /^table\.csv:20002: must be in UTF-8: byte 0xE9 .*windows-1252 reads "café"/,
    );
  }
  const line = Buffer.concat([
    Buffer.from('{"size": 1, "y": "a"}\n{"size": 2, "y": "'),
    Buffer.from([0xe9]),
    Buffer.from('"}\n'),
  ]);
  const directory = csvDirectory(line, 'table.jsonl');
  const reading = readSource(dataSpec({ source: 'jsonl', path: 'table.jsonl', target: 'y' }), directory);
  await expect(reading).rejects.toThrow(/table\.jsonl:2: must be in UTF-8: byte 0xE9/);
});

test.each<[string, string, Buffer, string]>([
  [
    'UTF-8',
    'windows-1251',
    Buffer.from(cyrillicTable),
    'must be in windows-1251, as data.encoding says, but is in utf-8',
  ],
  ['UTF-16', 'utf-8', utf16(cyrillicTable), 'must be in utf-8, as data.encoding says, but is in utf-16le'],
  [
    'a byte that it lacks',
    'windows-1251',
    Buffer.from([...Buffer.from('size,y\n1,a\n2,'), 0x98, 0x0a]),
    'must be in windows-1251, as data.encoding says: byte 0x98 is no character in it',
  ],
])('%s in a file declared as %s is refused', async (_, encoding, content, constraint) => {
  const [fault] = await faultsOf(read(content, { encoding }));
  expect(fault).toContain(constraint);
});

test('characters are whole although the bytes are read in pieces', async () => {
  const text = `${'x'.repeat(65_535)}🙂ж€${'é'.repeat(100_000)}\n`;
  const path = join(csvDirectory(text), 'table.csv');
  let read = '';
  for await (const piece of readText(await openTableFile({ file: path, path }))) read += piece.text;
  expect(read).toBe(readFileSync(path, 'utf8'));
});

test.each([
  [[0xe7, 0xe8], 'windows-1250', 'windows-1252'],
  [[0xef, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2], 'windows-1251', 'windows-1251'],
  [[0xd0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4], 'windows-1251', 'koi8-r'],
])('the bytes %j suggest %s, and first %s', (bytes, among, first) => {
  const likely = likelyEncodings(Buffer.from(bytes)).map(({ label }) => label);
  expect(likely).toContain(among);
  expect(likely[0]).toBe(first);
});

test('encodings are known by their usual names', () => {
  const names = ['UTF-8', 'utf-8-sig', 'latin-1', 'cp1251', 'windows1250', 'shift_jis', 'gbk', 'nonsense'];
  expect(names.map(encodingLabel)).toEqual([
    ...['utf-8', 'utf-8', 'windows-1252', 'windows-1251', 'windows-1250', 'shift_jis', 'gbk', undefined],
  ]);
});
