import { expect, it } from 'vitest';
import { figureOf } from '../../src/reports/figure.ts';
import { shortList } from '../../src/reports/learned/short-list.ts';

const names = (count: number) => Array.from({ length: count }, (_, at) => `p${at}`);

it('names up to ten, and of more the first eight and how many others there are', () => {
  expect(shortList(names(10))).toEqual(names(10));
  expect(shortList(names(41))).toEqual([...names(8), '33 others']);
});

it('writes large and small numbers as everywhere, without a sign of the exponent', () => {
  expect([1.53e298, -4.2e6, 0, 12.34, 3.4e-7].map((value) => figureOf(value, 2))).toEqual([
    '1.5e298',
    '-4.2e6',
    '0',
    '12',
    '3.4e-7',
  ]);
});
