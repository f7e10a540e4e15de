import { expect, test } from 'vitest';
import { type Random, randomFor } from '../../src/statistics/random.ts';
import { equalGroups } from '../../src/statistics/sorting/equal-groups.ts';
import { sortNumbers } from '../../src/statistics/sorting/sort-numbers.ts';
import { orderOf } from '../../src/statistics/sorting/sort-order.ts';

const bits = new DataView(new ArrayBuffer(8));

const columns: Readonly<Record<string, (random: Random) => number>> = {
  'numbers around 0': (random) => random.next() - 0.5,
  'whole numbers, −0 among them': (random) =>
    Math.round(random.next() * 8 - 4) * (random.next() < 0.5 ? -1 : 1),
  'one number': () => 7,
  'of very different sizes': (random) =>
    Math.exp(100 * (random.next() - 0.5)) * (random.next() < 0.5 ? -1 : 1),
  'seconds of a day, whose high words are few': (random) => -1.6e9 - random.below(86_400),
  'any bits': (random) => {
    bits.setUint32(0, random.word());
    bits.setUint32(4, random.word());
    const number = bits.getFloat64(0);
    return Number.isNaN(number) ? Number.NEGATIVE_INFINITY : number;
  },
};

test.each(Object.keys(columns))('%s are sorted as by the built-in sort', (name) => {
  const random = randomFor('sort', name);
  const make = columns[name] as (random: Random) => number;
  for (const length of [0, 1, 100, 2047, 2048, 5000]) {
    // Not at the start of its memory.
    const numbers = Float64Array.from({ length: length + 1 }, () => make(random)).subarray(1);
    const expected = Float64Array.from(numbers).sort();
    const sorted = sortNumbers(numbers);
    expect(sorted).toBe(numbers);
    expect(Buffer.from(sorted.buffer, 8).equals(Buffer.from(expected.buffer))).toBe(true);
  }
});

test.each(Object.keys(columns))('the order of %s is that of a comparison, missing ones last', (name) => {
  const random = randomFor('order', name);
  const make = columns[name] as (random: Random) => number;
  const missing = (value: number) => Number(Number.isNaN(value));
  const compared = (one: number, other: number) => Number(one > other) - Number(one < other);
  for (const length of [0, 1, 100, 2048, 5000]) {
    const values = Float64Array.from({ length }, () => (random.below(50) === 0 ? Number.NaN : make(random)));
    const expected = Array.from(values.keys()).sort((first, second) => {
      const [one, other] = [values[first] as number, values[second] as number];
      return missing(one) - missing(other) || compared(one, other);
    });
    expect([...orderOf(values)]).toEqual(expected);
  }
});

test.each(Object.keys(columns))('%s are divided by value in the order of their first rows', (name) => {
  const random = randomFor('groups', name);
  const make = columns[name] as (random: Random) => number;
  const some = Float64Array.from({ length: 500 }, () => (random.below(50) === 0 ? Number.NaN : make(random)));
  const rows = Int32Array.from({ length: 3000 }, () => random.below(520));
  const places = new Map<number, number>();
  const expected = Array.from(rows, (row) => {
    const value = some[row] ?? Number.NaN;
    if (!Number.isNaN(value) && !places.has(value)) places.set(value, places.size);
    return Number.isNaN(value) ? -1 : places.get(value);
  });
  const groups = equalGroups(some, rows, places.size);
  expect(groups?.count).toBe(places.size);
  expect([...(groups?.groupOf ?? [])]).toEqual(expected);
  expect(equalGroups(some, rows, places.size - 0.5)).toBeUndefined();
});
