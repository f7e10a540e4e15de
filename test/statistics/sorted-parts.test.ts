import { expect, test } from 'vitest';
import { largestDistance } from '../../src/statistics/kolmogorov-smirnov.ts';
import { type Random, randomFor } from '../../src/statistics/random.ts';
import { distanceOfParts, sortParts } from '../../src/statistics/sorting/sorted-parts.ts';

const columns: Readonly<Record<string, (random: Random) => number>> = {
  'evenly spread numbers': (random) => random.next(),
  'whole numbers': (random) => random.below(20),
  'numbers with a long tail': (random) => Math.exp(20 * random.next()),
  'numbers of an infinite range': (random) =>
    random.below(9) === 0 ? Number.POSITIVE_INFINITY : random.next(),
  'one number': () => 7,
};
/** Rows of part 3 are in none of the three. */
const shares = [0.5, 0.7, 0.9, 1];

const bytesOf = (numbers: Float64Array) => Buffer.from(Float64Array.from(numbers).buffer).toString('hex');

test.each(Object.keys(columns))('%s of three parts are sorted together as each part alone', (name) => {
  const random = randomFor('parts', name);
  const make = columns[name] as (random: Random) => number;
  const length = 3000;
  const partOf = Uint8Array.from({ length }, () => {
    const share = random.next();
    return shares.findIndex((limit) => share < limit);
  });
  // The parts differ, so that their distance is not the least.
  const values = Float64Array.from(partOf, (part) =>
    random.below(20) === 0 ? Number.NaN : make(random) + (part === 1 ? 0.1 : 0),
  );
  const found = sortParts(values, partOf, 3);
  const alone = [0, 1, 2].map((part) =>
    values.filter((value, row) => partOf[row] === part && !Number.isNaN(value)).sort(),
  );
  expect(found.parts.map(bytesOf)).toEqual(alone.map(bytesOf));
  expect(bytesOf(found.sorted)).toBe(bytesOf(Float64Array.from(alone.flatMap((part) => [...part])).sort()));
  for (const part of [1, 2]) {
    const distance = largestDistance(alone[0] as Float64Array, alone[part] as Float64Array);
    expect(distanceOfParts(found, 0, part)).toBe(distance);
  }
});
