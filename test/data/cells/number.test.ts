import { expect, test } from 'vitest';
import { readDecimal } from '../../../src/data/cells/decimal.ts';
import { isMissing } from '../../../src/data/cells/missing.ts';
import { sortNames } from '../../../src/data/cells/name.ts';
import { isInfinite, readNumber } from '../../../src/data/cells/number.ts';
import { randomFor } from '../../../src/statistics/random.ts';

test('decimal and scientific notation are numbers', () => {
  const cells = ['0', '-0', '12', '+3', '-4.5', '.5', '7.', '1e5', '1E-5', '-2.5e+3'];
  expect(cells.map(readNumber)).toEqual([0, -0, 12, 3, -4.5, 0.5, 7, 1e5, 1e-5, -2500]);
});

test('every number has the bits that JavaScript reads', () => {
  const random = randomFor('decimals');
  const written = (number: number, digits: number) => [
    number.toFixed(digits),
    number.toPrecision(digits + 1),
    number.toExponential(digits),
    `0${number}`,
    `+${number}`,
    `-0${number}`,
  ];
  const drawn = Array.from({ length: 3000 }, () =>
    written(random.next() * 10 ** (random.below(40) - 20), random.below(20)),
  );
  const edges = [
    '9007199254740991',
    '9007199254740993',
    '0.9007199254740993',
    '-0.0',
    '0.3',
    `0.${'0'.repeat(21)}1`,
  ];
  for (const cell of [...drawn.flat(), ...edges, `0.${'0'.repeat(22)}1`, `1${'0'.repeat(22)}`, '.7', '7.']) {
    expect(readNumber(cell), cell).toBe(Number(cell));
  }
  for (const cell of ['.', '-', '+.', '1.2.3', '--1', '1-', '.e5']) expect(readNumber(cell), cell).toBeNaN();
});

test('digits beyond 2^53 are read in place, to the same bits, unless they lie about between two numbers', () => {
  const random = randomFor('long decimals');
  const whole = (least: number, count: number) =>
    Array.from({ length: count }, () => String(least + random.below(1e15)));
  const read = (cell: string) => readDecimal(Uint16Array.from(Buffer.from(cell)), 0, cell.length);
  const cells = whole(1e15, 5000).map((digits) => {
    const [point, more] = [random.below(17), String(random.below(1e6)).slice(random.below(6))];
    return `${random.below(2) === 0 ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}${more}`;
  });
  expect(cells.filter((cell) => !Object.is(read(cell), Number(cell)))).toEqual([]);
  // Odd numbers between 2^53 and 2^54, and what lies next to them, are halves of two doubles.
  const halves = whole(2 ** 53, 1000).flatMap((even) => {
    const odd = String(BigInt(even) | 1n);
    return [odd, `${odd}.0`, `${odd}.00001`, `${BigInt(odd) - 1n}.99999`];
  });
  const wrong = halves.filter((cell) => !Number.isNaN(read(cell)) && read(cell) !== Number(cell));
  expect(wrong).toEqual([]);
  expect(halves.filter((cell) => Number.isNaN(read(cell)))).toHaveLength(2000);
});

test('what JavaScript alone would take for a number is text', () => {
  const cells = [
    '',
    'Infinity',
    '-Infinity',
    'inf',
    '0x1f',
    '0b11',
    '0o17',
    '1_000',
    '1,000',
    '12 kg',
    '1e39',
    'NaN',
  ];
  for (const cell of cells) expect(readNumber(cell), cell).toBeNaN();
});

test('a number is too large where rounding to 32 bits makes it infinite', () => {
  // numpy.float32('3.4028235677973362e+38') is the largest number, one unit more is infinite.
  for (const cell of ['3.4028235e+38', '-3.4028235677973362e38']) {
    expect([readNumber(cell), isInfinite(cell)], cell).toEqual([Number(cell), false]);
  }
  for (const cell of ['3.4028235677973366e38', '-1e39']) {
    expect([readNumber(cell), isInfinite(cell)], cell).toEqual([Number.NaN, true]);
  }
});

test('missing cells are recognised in any case, and words that only resemble them are not', () => {
  for (const cell of ['', 'NA', 'na', 'N/A', 'NaN', 'null', 'NULL', '?', '-'])
    expect(isMissing(cell), cell).toBe(true);
  for (const cell of ['none', 'unknown', '--', '0', 'nah', 'nulls'])
    expect(isMissing(cell), cell).toBe(false);
});

test('names are sorted by value when all are numbers and by code unit otherwise', () => {
  expect(sortNames(['10', '9', '-1', '2.5'])).toEqual(['-1', '2.5', '9', '10']);
  expect(sortNames(['10', '9', 'b', 'B'])).toEqual(['10', '9', 'B', 'b']);
});
