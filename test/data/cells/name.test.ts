import { expect, test } from 'vitest';
import { missingTest } from '../../../src/data/cells/missing.ts';
import { nameIn } from '../../../src/data/cells/name.ts';

test.each<[unknown, string | undefined]>([
  [' a ', 'a'],
  ['001', '001'],
  [7, '7'],
  [12345678901234567890n, '12345678901234567890'],
  [true, 'true'],
  [new Date('2024-01-31'), '2024-01-31T00:00:00.000Z'],
  [new Date(Number.NaN), ''],
  [Number.NaN, ''],
  [null, ''],
  ['NA', ''],
  [['a'], undefined],
])('the name in %s is %s', (cell, name) => {
  expect(nameIn(cell)).toBe(name);
});

test('a declared word is missing in text and in its own type, and as written alone', () => {
  const isNone = missingTest(['1', ' - '], false);
  expect(['1', 1, '-', '01', '1.0', 'NA'].map((cell) => nameIn(cell, isNone))).toEqual([
    ...['', '', '', '01', '1.0', 'NA'],
  ]);
});
