import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { type DelimitedPart, readDelimitedLines } from '../../src/data/formats/delimited/delimited-lines.ts';
import { openTableFile } from '../../src/data/formats/table-file.ts';
import { FaultsError } from '../../src/faults/errors.ts';
import { type Random, randomFor } from '../../src/statistics/random.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

/** A row, and the line on which it begins. */
interface Line {
  readonly cells: readonly string[];
  readonly line: number;
}

async function* partsOf(content: string | Buffer, delimiter: string): AsyncGenerator<DelimitedPart> {
  const path = join(temporaryFolder(), 'table.csv');
  writeFileSync(path, content);
  yield* readDelimitedLines(await openTableFile({ file: path, path }), { delimiter });
}

async function linesOf(content: string | Buffer, delimiter = ','): Promise<Line[]> {
  const all: Line[] = [];
  for await (const { cells, places } of partsOf(content, delimiter)) {
    all.push(...cells.map((row, index) => ({ cells: row, line: places[index] as number })));
  }
  return all.filter(({ cells }) => cells.some((each) => each.trim() !== ''));
}

const pieces = ['a', 'Zürich', '€', '日本', '🙂', ' ', '7.5', '-1e3', 'x"y', ',', ';', '\n', '\r\n', ''];

interface Written {
  /** As it stands in the file. */
  readonly text: string;
  readonly isBlank: boolean;
}

function cell(random: Random, lineEnd: string): Written {
  const any = Array.from({ length: 1 + random.below(3) }, () => pieces[random.below(pieces.length)]).join('');
  // Within a file of \r alone a \n of a cell would be taken for the end of the lines.
  const value = lineEnd === '\r' ? any.replaceAll(/\r?\n/g, '\r') : any;
  const isQuoted = /["\n\r,;]/.test(value) || random.below(4) === 0;
  return { text: isQuoted ? `"${value.replaceAll('"', '""')}"` : value, isBlank: value.trim() === '' };
}

/** Beyond the 64 kB that are read at once, so that every kind of place is cut somewhere. */
function table(random: Random, delimiter: string, lineEnd: string): Written[] {
  return Array.from({ length: 9000 }, () => {
    const cells = Array.from({ length: 1 + random.below(4) }, () => cell(random, lineEnd));
    return {
      text: cells.map(({ text }) => text).join(delimiter),
      isBlank: cells.every(({ isBlank }) => isBlank),
    };
  });
}

test.each([
  [',', '\n', ''],
  [';', '\r\n', '\ufeff'],
  [',', '\r', '\ufeff'],
])('rows of cells between %j and %j are those that csv-parse finds', async (delimiter, lineEnd, mark) => {
  const rows = table(randomFor('csv', delimiter, lineEnd), delimiter, lineEnd);
  const text = `${mark}${rows.map((row) => row.text).join(lineEnd)}`;
  const lines = await linesOf(text, delimiter);
  const options = {
    relax_column_count: true,
    skip_records_with_empty_values: true,
    record_delimiter: lineEnd,
  };
  const expected: string[][] = parse(text, { delimiter, bom: true, ...options });
  expect(lines.map(({ cells }) => cells)).toEqual(expected);
  let next = 1;
  const begun = rows.map(({ text, isBlank }) => {
    const line = next;
    next += 1 + (text.match(/\r\n|\n|\r/g)?.length ?? 0);
    return { isBlank, line };
  });
  const filled = begun.filter(({ isBlank }) => !isBlank);
  expect(lines.map(({ line }) => line)).toEqual(filled.map(({ line }) => line));
});

test('lines may end in different ways within a file, and the last one in none', async () => {
  const lines = await linesOf('a,b\r\n"1","2"\r\n3,4\n\n"5",6\r\n7,"8"');
  expect(lines.map(({ cells }) => cells.join())).toEqual(['a,b', '1,2', '3,4', '5,6', '7,8']);
  expect(lines.map(({ line }) => line)).toEqual([1, 2, 3, 5, 6]);
});

test('a quoted cell may be the last thing of the 64 kB that are read at once, but for half of its line end', async () => {
  const header = 'a,bbbbbb\r\n';
  const row = '1,"2"\r\n';
  expect((65_536 - header.length) % row.length).toBe(row.length - 1);
  const lines = await linesOf(header + row.repeat(20_000));
  expect(lines).toHaveLength(20_001);
  expect(lines.at(-1)).toEqual({ cells: ['1', '2'], line: 20_001 });
});

test.each(['\n', '\r\n', '\r'])(
  'a first line may be longer than what is read at once, and end in %j',
  async (end) => {
    // With the \r of \r\n as the last letter of the first 64 kB.
    const names = `${'n,'.repeat(32_767)}n`;
    const lines = await linesOf(`${names}${end}1,2${end}`);
    expect(lines.map(({ cells, line }) => [cells.length, line])).toEqual([
      [32_768, 1],
      [2, 2],
    ]);
  },
);

test('UTF-16 is known by its mark', async () => {
  const text = '\ufeffname,y\nZürich,1\n"日,本",2\n';
  const cells = (await linesOf(Buffer.from(text, 'utf16le'))).map((line) => line.cells);
  expect(cells).toEqual([
    ['name', 'y'],
    ['Zürich', '1'],
    ['日,本', '2'],
  ]);
});

test.each([
  [
    'is not closed within 10 MB',
    `a,b\n1,2\n"3,${'4\n'.repeat(6e6)}`,
    'opens a quotation that is never closed',
  ],
  ['is not closed at the end', 'a,b\n1,2\n"3,4', 'opens a quotation that is never closed'],
  [
    'has text behind it',
    'a,b\n1,2\n"3"x,4\n',
    'has text between a closing quotation mark and the next delimiter',
  ],
])('a quotation that %s ends the reading after the rows before it', async (_, text, constraint) => {
  const seen: number[] = [];
  const reading = (async () => {
    for await (const { places } of partsOf(text, ',')) seen.push(...Array.from(places));
  })();
  const error = await reading.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FaultsError);
  expect(error).toMatchObject({ faults: [{ constraint, line: 3 }] });
  expect(seen).toEqual([1, 2]);
});
