import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { samplerOf } from '../../src/samplers/catalogue.ts';
import { hashWords } from '../../src/samplers/hash-words.ts';
import { haltonDigits, primes } from '../../src/samplers/points/halton-points.ts';
import { scrambledFraction } from '../../src/samplers/points/scramble.ts';
import { sobolBits } from '../../src/samplers/points/sobol-points.ts';
import type { Sampler } from '../../src/samplers/sampler.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { settingsOf } from '../../src/study/search/method-spec.ts';
import type { SearchSpace } from '../../src/study/search-space.ts';

const fixture = new URL('../fixtures/samplers/scipy-points.json', import.meta.url);
const { numbers, dimensions, discrepancy: known, ...sequences } = JSON.parse(readFileSync(fixture, 'utf8'));

function fraction(digits: readonly number[], base: number): number {
  return digits.reduceRight((sum, digit) => (sum + digit) / base, 0);
}

test.each([
  ['sobol', (number: number, dimension: number) => fraction(sobolBits(number, dimension), 2)],
  [
    'halton',
    (number: number, dimension: number) => {
      const base = primes[dimension] as number;
      return fraction(haltonDigits(number, base), base);
    },
  ],
])("the points of %s are SciPy's", (name, coordinate) => {
  for (const [row, number] of numbers.entries()) {
    for (const [column, dimension] of dimensions.entries()) {
      expect(coordinate(number, dimension)).toBeCloseTo(sequences[name][row][column], 12);
    }
  }
});

test('MurmurHash3 has its published values', () => {
  expect(hashWords()).toBe(0);
  expect(hashWords(0)).toBe(0x2362f9de);
  // The bytes of "test" and of "Hello, w" as words.
  expect(hashWords(0x74736574)).toBe(0xba6bd213);
});

const flat: SearchSpace = ['a', 'b', 'c', 'd'].map((name) => ({
  name,
  distribution: { type: 'uniform', min: 0, max: 1 },
}));

function points(sampler: Sampler, count: number, seed: number): number[][] {
  return Array.from({ length: count }, (_, number) => {
    const random = randomFor(seed, number, 'configuration');
    const settings = settingsOf(sampler.name, sampler.settings);
    const question = { direction: 'minimize', number, seed, random, settings, history: [] } as const;
    return Object.values(sampler.ask({ space: flat, ...question })) as number[];
  });
}

/** The centred L2 discrepancy (Hickernell 1998). */
function discrepancy(sample: readonly number[][]): number {
  const count = sample.length;
  const product = (values: readonly number[]) => values.reduce((all, value) => all * value, 1);
  const far = (value: number) => Math.abs(value - 0.5);
  let single = 0;
  let pairs = 0;
  for (const one of sample) {
    single += product(one.map((value) => 1 + 0.5 * far(value) - 0.5 * far(value) ** 2));
    for (const other of sample) {
      pairs += product(
        one.map((value, axis) => {
          const second = other[axis] as number;
          return 1 + 0.5 * far(value) + 0.5 * far(second) - 0.5 * Math.abs(value - second);
        }),
      );
    }
  }
  const axes = sample[0]?.length ?? 0;
  return (13 / 12) ** axes - (2 / count) * single + pairs / count ** 2;
}

test("the discrepancy of this test is SciPy's", () => {
  expect(discrepancy(known.sample)).toBeCloseTo(known.centered, 12);
});

const seeds = [1, 2, 3, 2 ** 40];

describe.each(['sobol', 'halton', 'lhs'])('the points of %s', (name) => {
  test('are more even than random ones', () => {
    const share = name === 'lhs' ? 0.7 : 0.2;
    for (const count of [30, 64]) {
      const mean = (sampler: string) =>
        seeds.reduce((sum, seed) => sum + discrepancy(points(samplerOf(sampler), count, seed)), 0);
      expect(mean(name)).toBeLessThan(share * mean('random'));
    }
  });

  test('differ from seed to seed, and are uniform in each place', () => {
    const all = Array.from({ length: 200 }, (_, seed) => points(samplerOf(name), 3, seed + 1));
    for (const place of [0, 1, 2]) {
      for (const axis of [0, 3]) {
        const values = all.map((each) => each[place]?.[axis] as number).toSorted((one, other) => one - other);
        expect(new Set(values).size).toBe(200);
        // Kolmogorov and Smirnov: 2 in 1000 beyond 1.86.
        const distance = Math.max(...values.map((value, index) => Math.abs(value - (index + 0.5) / 200)));
        expect(distance * Math.sqrt(200)).toBeLessThan(1.86);
      }
    }
  });
});

test.each(seeds)(
  'the scrambled Sobol points of seed %d are a net: one in each elementary interval',
  (seed) => {
    const sample = points(samplerOf('sobol'), 64, seed);
    // The first two dimensions are a (0, 2)-sequence.
    for (let bits = 0; bits <= 6; bits++) {
      const cells = sample.map(
        ([x = 0, y = 0]) => `${Math.floor(x * 2 ** bits)} ${Math.floor(y * 2 ** (6 - bits))}`,
      );
      expect(new Set(cells).size).toBe(64);
    }
  },
);

test.each(seeds)('the scrambled Halton points of seed %d have one in each elementary interval', (seed) => {
  const cells = points(samplerOf('halton'), 72, seed).map(
    ([x = 0, y = 0]) => `${Math.floor(x * 8)} ${Math.floor(y * 9)}`,
  );
  expect(new Set(cells).size).toBe(72);
});

test('scrambling depends on the digits before, and is fair', () => {
  const swaps = Array.from({ length: 2000 }, (_, key) =>
    [0, 1].map((first) => scrambledFraction([first, 0], 2, key) % 0.5 > 0.25),
  );
  const count = (isWanted: (swap: boolean[]) => boolean) => swaps.filter(isWanted).length;
  for (const wanted of [
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ]) {
    expect(Math.abs(count((swap) => String(swap) === String(wanted)) - 500)).toBeLessThan(75);
  }
});

test('each block of lhs has one point in each stratum of each parameter', () => {
  const sample = points(samplerOf('lhs'), 90, 5);
  for (const block of [0, 1, 2]) {
    for (const axis of [0, 1, 2, 3]) {
      const rows = sample.slice(block * 30, block * 30 + 30);
      expect(new Set(rows.map((row) => Math.floor((row[axis] as number) * 30))).size).toBe(30);
    }
  }
});
