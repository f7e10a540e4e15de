import { expect, test } from 'vitest';
import { textAt } from '../../../src/data/cells/cell-spans.ts';
import { RegularRows } from '../../../src/data/formats/delimited/regular-rows.ts';
import { ColumnBuilder } from '../../../src/data/table/column-builder.ts';
import type { ColumnDeclaration } from '../../../src/data/table/column-declaration.ts';
import { KeyBuilder } from '../../../src/data/table/key-builder.ts';
import { type Random, randomFor } from '../../../src/statistics/random.ts';

const words = ['red', 'None', 'yes', '2024-01-31', '5 kg', '50%', 'NA', 'NaN', '-', 'inf', '1e39', ' a '];
const numbers = [
  '0',
  '-0',
  '007',
  '1.0',
  '+5',
  '.5',
  '5.',
  '1e3',
  '\u22127',
  ' 3',
  '1_0',
  '"1,5"',
  '9007199254740993',
];

const columns: Readonly<Record<string, (random: Random) => string>> = {
  'distinct numbers': (random) => random.next().toFixed(6),
  'distinct whole numbers': (random) => String(random.below(1e9)),
  'few whole numbers': (random) => String(random.below(300)),
  'nearly as many words as a category may have': (random) => `w${random.below(1100)}`,
  words: (random) => words[random.below(words.length)] as string,
  'words among numbers': (random) =>
    (random.below(50) === 0 ? words[random.below(words.length)] : random.next().toPrecision(7)) as string,
  'numbers of all kinds': (random) => numbers[random.below(numbers.length)] as string,
  'codes with leading zeros': (random) => String(random.below(2000)).padStart(4, '0'),
  'as many numbers as words': (random) => `${random.below(2) === 0 ? '' : 'w'}${random.below(600)}`,
  'days of eight digits, and a few others': (random) =>
    String(random.below(30) === 0 ? random.below(1e8) : 20_240_101 + random.below(28)),
  'whole numbers of 14 to 17 digits': (random) => `${1 + random.below(9)}`.repeat(14 + random.below(4)),
  'more text in names than their table holds': (random) =>
    random.below(3) === 0 ? String(random.below(200)) : `${'long '.repeat(20)}${random.below(700)}`,
  'long texts': (random) => `text ${random.below(3000)} of several words`,
};

const declarations: Readonly<Record<string, ColumnDeclaration>> = {
  'without a declaration': {},
  'with words for missing cells': { missing: ['-', 'red'] },
  'with thousands': { notation: { thousands: ',' } },
  'of a form': { form: { type: 'number' } },
};

const cases = Object.keys(columns).flatMap((column) =>
  Object.keys(declarations).map((declaration) => [column, declaration] as const),
);

test.each(cases)('%s, %s, are collected from places as from texts', (column, declaration) => {
  const random = randomFor('spans', column);
  const make = columns[column] as (random: Random) => string;
  const rows = Array.from({ length: 4000 }, () => `v,${random.below(20) === 0 ? '' : make(random)}\n`);
  const [one, other] = [0, 1].map(() => new ColumnBuilder('c', 2, declarations[declaration])) as [
    ColumnBuilder,
    ColumnBuilder,
  ];
  const [key, otherKey] = [new KeyBuilder('c', 2), new KeyBuilder('c', 2)];
  const reader = new RegularRows();
  let size = 0;
  for (let start = 0; start < rows.length; start += size) {
    // Few rows are read one by one.
    size = start % 500 === 0 ? 480 : 20;
    const read = reader.read(rows.slice(start, start + size).join(''), ',');
    if (read === undefined) throw new Error('the rows are regular');
    const lines = Int32Array.from({ length: size }, (_, row) => start + row + 2);
    one.addSpans(read.spans, lines, start);
    key.addSpans(read.spans, size);
    lines.forEach((line, row) => {
      otherKey.add(textAt(read.spans, 2 * row + 1));
      other.add(textAt(read.spans, 2 * row + 1), line, start + row);
    });
  }
  expect({ ...one, spelled: [...one.spelled], missingWords: [...one.missingWords] }).toEqual({
    ...other,
    spelled: [...other.spelled],
    missingWords: [...other.missingWords],
  });
  expect(one.categories()).toEqual(other.categories());
  expect(Buffer.from(one.codes().buffer).equals(Buffer.from(other.codes().buffer))).toBe(true);
  expect([...one.numbers()]).toEqual([...other.numbers()]);
  expect(key.column()).toEqual(otherKey.column());
});
