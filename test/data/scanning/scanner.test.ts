import { expect, test } from 'vitest';
import type { CellSpans } from '../../../src/data/cells/cell-spans.ts';
import { mayBePadded, readDecimal } from '../../../src/data/cells/decimal.ts';
import { RegularRows } from '../../../src/data/formats/delimited/regular-rows.ts';
import { numbersIn } from '../../../src/data/scanning/numbers-in.ts';
import { scanner } from '../../../src/data/scanning/scanner.ts';
import { type Random, randomFor } from '../../../src/statistics/random.ts';

/** The cells as the second column of a table. */
function spansOf(cells: readonly string[]): CellSpans {
  const read = new RegularRows().read(cells.map((cell) => `v,${cell}\n`).join(''), ',');
  if (read === undefined) throw new Error('the rows are regular');
  return read.spans;
}

const odd = [
  '',
  '-',
  '.',
  '+.',
  '1.',
  '.5',
  '-0',
  '1.2.3',
  '1e5',
  'NaN',
  '007',
  '00',
  '0.0',
  '٣',
  '−1',
  ' 1',
];

/** Up to 25 digits, with a point at any place and zeros at both ends. */
function decimalFrom(random: Random): string {
  if (random.below(10) === 0) return odd[random.below(odd.length)] as string;
  const count = 1 + random.below(25);
  const isZero = (place: number) => place < random.below(6) || place > count - random.below(4);
  const digits = Array.from({ length: count }, (_, place) => (isZero(place) ? 0 : random.below(10))).join('');
  const point = random.below(count + 6);
  const sign = ['', '', '-', '+'][random.below(4)];
  return `${sign}${point > count ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`}`;
}

function numberIn(cell: string): number {
  const codes = Uint16Array.from([...cell, ' '], (sign) => sign.charCodeAt(0));
  return mayBePadded(codes, 0) ? Number.NaN : readDecimal(codes, 0, cell.length);
}

test('numbers are those of readDecimal, bit for bit, and of Number where there is one', () => {
  const random = randomFor('scanned numbers');
  const cells = Array.from({ length: 20_000 }, () => decimalFrom(random));
  const numbers = numbersIn(spansOf(cells), 1);
  let found = 0;
  cells.forEach((cell, row) => {
    const number = numbers[row] as number;
    if (!Object.is(number, numberIn(cell))) expect(number, cell).toBe(numberIn(cell));
    if (Number.isNaN(number)) return;
    found++;
    if (!Object.is(number, Number(cell))) expect(number, cell).toBe(Number(cell));
  });
  expect(found).toBeGreaterThan(10_000);
});

test.each([
  [['1.5', '', '2', '20240131', 'x', '3'], {}, [1.5, Number.NaN, 2, 20_240_131]],
  [['1.5', '2', '20240131'], { whole: 'odd' }, [1.5, 2]],
  [['-1e3', '1'], { whole: 'odd' }, []],
  [['2', '1000000000000000', '1'], { whole: 'odd' }, [2]],
  [['1.5', '2.0', '3'], { whole: 'all' }, [1.5]],
  [['1', '', '2.5'], { point: true }, [1, Number.NaN]],
] as const)('the numbers of %j, with the ends %j, are %j', (cells, ends, expected) => {
  const run = scanner().readNumbers(spansOf(cells), 1, cells.length, ends);
  expect([...run.numbers]).toEqual(expected);
  expect(run.empty).toBe(expected.filter(Number.isNaN).length);
});

test('two texts are read in turn', () => {
  const [one, other] = [spansOf(['1', '2', '3']), spansOf(['40000000', '50000000'])];
  for (let time = 0; time < 2; time++) {
    expect([...numbersIn(one, 1)]).toEqual([1, 2, 3]);
    expect([...numbersIn(other, 1)]).toEqual([40_000_000, 50_000_000]);
  }
});
