import { describe, expect, it } from 'vitest';
import { type Random, randomFor } from '../../../src/statistics/random.ts';
import { doubledGain, expectedLeast, fewestDraws } from '../../../src/statistics/samples/expected-best.ts';

const normal = (random: Random) =>
  Math.sqrt(-2 * Math.log(random.next())) * Math.cos(2 * Math.PI * random.next());

/** Losses of very different kinds of searches. */
const searches: Readonly<Record<string, (random: Random) => number>> = {
  'a bowl of two parameters': (random) => 1 + (2 * random.next() - 1) ** 2 + (2 * random.next() - 1) ** 2,
  'a bowl of six': (random) =>
    [1, 2, 3, 4, 5, 6].reduce((sum, nth) => sum + (2 * random.next() - 1) ** 2 / nth, 0.3),
  'a noisy bowl': (random) => (0.05 + (2 * random.next() - 1) ** 2) * Math.exp(0.15 * normal(random)),
  'log-normal losses': (random) => Math.exp(normal(random)),
  'evenly spread losses': (random) => random.next(),
  'normal losses, without an end': (random) => normal(random),
};

describe('expectedLeast', () => {
  it('is the mean over all ways to draw', () => {
    const values = [1, 2, 4, 8, 16];
    const pairs = values.flatMap((one, at) => values.slice(at + 1).map((other) => Math.min(one, other)));
    const mean = pairs.reduce((sum, each) => sum + each, 0) / pairs.length;
    expect(expectedLeast(values, 5, 2)).toBeCloseTo(mean, 12);
    expect(expectedLeast(values, 5, 5)).toBe(1);
    expect(expectedLeast(values, 5, 1)).toBeCloseTo(31 / 5, 12);
  });

  it('counts draws without a value as the largest', () => {
    // There are six pairs of { 1, 3, none, none }: three have 1, two have 3 and no 1, one has no value.
    expect(expectedLeast([1, 3], 4, 2)).toBeCloseTo((3 * 1 + 2 * 3 + 3) / 6, 12);
  });
});

describe('doubledGain', () => {
  const draws = (random: Random, draw: (random: Random) => number, count: number) =>
    Float64Array.from({ length: count }, () => draw(random)).sort();

  for (const [title, draw] of Object.entries(searches)) {
    it.each([40, 243])(
      `is what twice as many draws really gain, on the mean, in ${title} (%i draws)`,
      (count) => {
        const repetitions = 400;
        let expected = 0;
        let gained = 0;
        let below = 0;
        for (let repetition = 0; repetition < repetitions; repetition++) {
          const random = randomFor('doubled', title, count, repetition);
          const first = draws(random, draw, count);
          const second = draws(random, draw, count);
          const gain = doubledGain(first, count);
          const real = Math.max(0, (first[0] as number) - (second[0] as number));
          expected += gain?.expected ?? Number.NaN;
          gained += real;
          below += Number(real <= (gain?.high ?? Number.NaN));
        }
        expect(expected / gained).toBeGreaterThan(0.7);
        expect(expected / gained).toBeLessThan(1.4);
        expect(below / repetitions).toBeGreaterThan(0.8);
        expect(below / repetitions).toBeLessThan(0.99);
      },
    );
  }

  it('is not known of few draws, or of none with a value', () => {
    const values = Array.from({ length: fewestDraws - 1 }, (_, place) => place);
    expect(doubledGain(values, fewestDraws - 1)).toBeUndefined();
    expect(doubledGain([], 100)).toBeUndefined();
  });

  it('is 0 where all values are equal', () => {
    expect(doubledGain(new Array(40).fill(3), 40)).toEqual({ expected: 0, high: 0 });
  });
});
