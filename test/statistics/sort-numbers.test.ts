import { expect, test } from 'vitest';
import { type Random, randomFor } from '../../src/statistics/random.ts';
import { sortNumbers } from '../../src/statistics/sorting/sort-numbers.ts';

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
