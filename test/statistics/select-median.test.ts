import { expect, test } from 'vitest';
import { medianOfSorted } from '../../src/statistics/median.ts';
import { type Random, randomFor } from '../../src/statistics/random.ts';
import { selectMedian } from '../../src/statistics/select-median.ts';

const columns: Readonly<Record<string, (random: Random) => number>> = {
  'numbers around 0': (random) => random.next() - 0.5,
  'zeros of both signs': (random) => (random.next() < 0.5 ? -0 : 0),
  'two numbers far apart': (random) => (random.next() < 0.5 ? -1e300 : 1e-300),
  'whole numbers': (random) => random.below(7) - 3,
  'of very different sizes': (random) =>
    Math.exp(100 * (random.next() - 0.5)) * (random.next() < 0.5 ? -1 : 1),
};

test.each(Object.keys(columns))('the median of %s is that of the sorted ones', (name) => {
  const random = randomFor('median', name);
  const make = columns[name] as (random: Random) => number;
  for (const length of [1, 2, 2047, 2048, 2049, 6000, 6001]) {
    const numbers = Float64Array.from({ length }, () => make(random));
    const expected = medianOfSorted(numbers.slice().sort());
    expect(selectMedian(numbers)).toBe(expected);
  }
});
