import { expect, test } from 'vitest';
import { rowsOf } from '../../../src/data/cells/cell-spans.ts';
import { RegularRows } from '../../../src/data/formats/delimited/regular-rows.ts';
import { RowReader } from '../../../src/data/formats/delimited/row-reader.ts';
import { type Random, randomFor } from '../../../src/statistics/random.ts';

const cells = ['1', '-2.5', '', 'Zürich', '🙂', ' a ', 'x"y', '"quoted, text"', '"1"', '""'];
const odd = ['"two\nlines"', '"a ""b"""', '"a" ', '"open', '\r', '\n', ''];

function textFrom(random: Random, isOdd: boolean): string {
  const end = random.below(2) === 0 ? '\n' : '\r\n';
  const pick = (list: readonly string[]) => list[random.below(list.length)] as string;
  const row = () => [
    'v',
    ...Array.from({ length: 3 }, () => pick(isOdd && random.below(9) === 0 ? odd : cells)),
  ];
  return Array.from({ length: 1 + random.below(5) }, () => `${row().join(',')}${end}`).join('');
}

test.each([false, true])('regular rows have the cells that are read row by row; odd ones: %j', (isOdd) => {
  const random = randomFor('regular rows', String(isOdd));
  const regular = new RegularRows();
  let found = 0;
  for (let index = 0; index < 3000; index++) {
    const text = textFrom(random, isOdd);
    const read = regular.read(`${text}the rest,`, ',');
    if (read === undefined) continue;
    found++;
    expect(read.end, JSON.stringify(text)).toBe(text.length);
    expect(rowsOf(read.spans), JSON.stringify(text)).toEqual(
      new RowReader({ delimiter: ',' }).read(text, true).cells,
    );
  }
  if (isOdd) expect(found).toBeGreaterThan(300);
  else expect(found).toBe(3000);
});

test.each([
  ['without a line end', 'a,b'],
  ['with a blank line', 'a,b\n\nc,d\n'],
  ['with a row without a value', 'a,b\n,\n'],
  ['with a shorter row', 'a,b\nc\n'],
  ['of one column', 'a\nb\n'],
  ['with a quotation over two lines', 'a,"b\nc",d\n'],
  ['with a doubled quotation mark', 'a,"b ""c"""\n'],
])('a text %s is read row by row', (_title, text) => {
  expect(new RegularRows().read(text, ',')).toBeUndefined();
});
