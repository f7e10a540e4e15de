import seedrandom from 'seedrandom';
import { describe, expect, test } from 'vitest';
import { randomFor } from '../../src/statistics/random.ts';
import { type Distribution, draw, quantile, type Value } from '../../src/study/distribution.ts';
import { chiSquare, chiSquareLimit, distanceLimit, integrate, largestDistance } from './goodness-of-fit.ts';

const size = 100_000;

function sample(distribution: Distribution): Value[] {
  const random = randomFor('sample', JSON.stringify(distribution));
  return Array.from({ length: size }, () => draw(distribution, random));
}

function bell(mean: number, std: number, peak = mean): (x: number) => number {
  return (x) => Math.exp(((peak - mean) ** 2 - (x - mean) ** 2) / (2 * std ** 2));
}

describe('continuous draws follow their distribution function', () => {
  const logarithmic = (min: number, max: number) => (x: number) => Math.log(x / min) / Math.log(max / min);
  const cases: [string, Distribution, (x: number) => number][] = [
    ['uniform', { type: 'uniform', min: -2, max: 3 }, (x) => (x + 2) / 5],
    ['logUniform', { type: 'logUniform', min: 1e-5, max: 0.1 }, logarithmic(1e-5, 0.1)],
    ['normal', { type: 'normal', mean: 3, std: 2 }, integrate(bell(3, 2), -13, 19)],
    ['normal cut off below', { type: 'normal', mean: 0, std: 1, min: 0.5 }, integrate(bell(0, 1), 0.5, 9)],
    ['normal cut off above', { type: 'normal', mean: 0, std: 1, max: 0.2 }, integrate(bell(0, 1), -9, 0.2)],
    [
      'normal in a window',
      { type: 'normal', mean: 0.5, std: 0.3, min: 0, max: 0.9 },
      integrate(bell(0.5, 0.3), 0, 0.9),
    ],
    [
      'normal in an upper tail',
      { type: 'normal', mean: 0, std: 1, min: 3, max: 4 },
      integrate(bell(0, 1, 3), 3, 4),
    ],
    [
      'normal in a lower tail',
      { type: 'normal', mean: 9, std: 1, min: 2, max: 5 },
      integrate(bell(9, 1, 5), 2, 5),
    ],
    [
      'normal forty deviations out',
      { type: 'normal', mean: 0, std: 1, min: 40, max: 40.2 },
      integrate(bell(0, 1, 40), 40, 40.2),
    ],
    [
      'normal in a tail without an end',
      { type: 'normal', mean: 0, std: 0.01, min: 1 },
      integrate(bell(0, 0.01, 1), 1, 1.004),
    ],
    [
      'normal much wider than its window',
      { type: 'normal', mean: -5, std: 1e20, min: 0, max: 10 },
      (x) => x / 10,
    ],
    [
      'normal much wider than a window around its mean',
      { type: 'normal', mean: 3, std: 1e20, min: -10, max: 10 },
      (x) => (x + 10) / 20,
    ],
  ];
  test.each(cases)('%s', (_, distribution, cdf) => {
    expect(largestDistance(sample(distribution) as number[], cdf)).toBeLessThan(distanceLimit(size));
  });

  test('logNormal, with mean and std of the logarithm', () => {
    const logarithms = (sample({ type: 'logNormal', mean: -7, std: 1.5 }) as number[]).map(Math.log);
    expect(largestDistance(logarithms, integrate(bell(-7, 1.5), -19, 5))).toBeLessThan(distanceLimit(size));
  });

  test('logNormal cut off at both ends', () => {
    const distribution = { type: 'logNormal', mean: -7, std: 1.5, min: 1e-4, max: 1e-2 } as const;
    const logarithms = (sample(distribution) as number[]).map(Math.log);
    const cdf = integrate(bell(-7, 1.5), Math.log(1e-4), Math.log(1e-2));
    expect(largestDistance(logarithms, cdf)).toBeLessThan(distanceLimit(size));
  });
});

describe('discrete draws have their exact probabilities', () => {
  const range = (min: number, max: number) =>
    Array.from({ length: max - min + 1 }, (_, index) => min + index);
  const equal = <T>(values: T[]): [T, number][] => values.map((value) => [value, 1 / values.length]);
  const logInt = (min: number, max: number): [number, number][] =>
    range(min, max).map((k) => [k, Math.log((k + 0.5) / (k - 0.5)) / Math.log((max + 0.5) / (min - 0.5))]);
  const cases: [string, Distribution, [Value, number][]][] = [
    ['int', { type: 'int', min: -3, max: 4 }, equal(range(-3, 4))],
    ['int with a step', { type: 'int', min: 16, max: 64, step: 16 }, equal([16, 32, 48, 64])],
    [
      'uniform with a step',
      { type: 'uniform', min: 0.1, max: 0.7, step: 0.1 },
      equal([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]),
    ],
    ['logInt', { type: 'logInt', min: 16, max: 512 }, logInt(16, 512)],
    ['logInt from one', { type: 'logInt', min: 1, max: 3 }, logInt(1, 3)],
    ['choice', { type: 'choice', values: ['adam', true, 3] }, equal<Value>(['adam', true, 3])],
    [
      'choice with weights',
      { type: 'choice', values: ['a', 'b', 'c', 'd'], weights: [0, 1, 2.5, 0] },
      [
        ['b', 1 / 3.5],
        ['c', 2.5 / 3.5],
      ],
    ],
  ];
  test.each(cases)('%s', (_, distribution, probabilities) => {
    const statistic = chiSquare(sample(distribution), new Map(probabilities));
    expect(statistic).toBeLessThan(chiSquareLimit(probabilities.length));
  });

  test('both ends of a logInt get their own share, not half of it', () => {
    const draws = sample({ type: 'logInt', min: 2, max: 4 });
    const share = (value: number) => draws.filter((drawn) => drawn === value).length / size;
    expect(share(2)).toBeCloseTo(Math.log(2.5 / 1.5) / Math.log(4.5 / 1.5), 2);
    expect(share(4)).toBeCloseTo(Math.log(4.5 / 3.5) / Math.log(4.5 / 1.5), 2);
  });
});

describe('whatever the random number, a draw', () => {
  const extremes = [0, 2 ** -53, 0.5, 1 - 2 ** -53];
  const bounded: Distribution[] = [
    { type: 'uniform', min: 0.1, max: 0.3 },
    { type: 'uniform', min: -Number.MAX_VALUE, max: Number.MAX_VALUE },
    { type: 'uniform', min: 0, max: 0.3, step: 0.1 },
    { type: 'logUniform', min: 1e-5, max: 0.1 },
    { type: 'logUniform', min: 5e-324, max: Number.MAX_VALUE },
    { type: 'int', min: -7, max: 9 },
    { type: 'int', min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER },
    { type: 'logInt', min: 1, max: Number.MAX_SAFE_INTEGER },
    { type: 'normal', mean: 0, std: 1, min: 1e9, max: 2e9 },
    { type: 'normal', mean: 0, std: 1e-300, min: 1, max: 2 },
    { type: 'normal', mean: 1e308, std: 1e-10, min: -1e308, max: 0 },
    { type: 'normal', mean: 0, std: 5e-324, min: 0, max: 1 },
    { type: 'normal', mean: 0, std: 1e-8, min: 1, max: 1 + 2 ** -50 },
    { type: 'logNormal', mean: 700, std: 1, min: 1e-5, max: 1e-4 },
  ];
  test.each(bounded.map((distribution) => [JSON.stringify(distribution), distribution] as const))(
    'stays within %s',
    (_, distribution) => {
      const { min, max } = distribution as { min: number; max: number };
      for (const u of extremes) {
        const value = quantile(distribution, u);
        expect(value).toBeGreaterThanOrEqual(min);
        expect(value).toBeLessThanOrEqual(max);
      }
    },
  );

  test.each<Distribution>([
    { type: 'normal', mean: 0, std: 1 },
    { type: 'normal', mean: Number.MAX_VALUE, std: Number.MAX_VALUE },
    { type: 'logNormal', mean: 0, std: 1000 },
    { type: 'logNormal', mean: 1e9, std: 1, min: 3 },
  ])('is finite, and above 0 where logarithmic: %j', (distribution) => {
    for (const u of extremes) {
      expect(quantile(distribution, u)).toSatisfy(Number.isFinite);
      if (distribution.type === 'logNormal') expect(quantile(distribution, u)).toBeGreaterThan(0);
    }
  });

  test('rises with it', () => {
    const wide: Distribution = { type: 'normal', mean: 0, std: 1, min: -1, max: 8 };
    const shares = Array.from({ length: 1000 }, (_, index) => index / 1000);
    const values = shares.map((u) => quantile(wide, u) as number);
    expect(values).toEqual(values.toSorted((one, other) => one - other));
    expect(new Set(values).size).toBe(1000);
  });
});

test('a stepped uniform gives decimal values without the noise of binary sums', () => {
  const values = new Set(sample({ type: 'uniform', min: 0, max: 0.6, step: 0.1 }));
  expect([...values].sort()).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
});

test('a value without weight is not drawn when rounding leaves nothing else', () => {
  const values = ['a', 'b', 'never'];
  const distribution: Distribution = { type: 'choice', values, weights: [0.015, 0.194, 0] };
  expect(quantile(distribution, 1 - 2 ** -53)).toBe('b');
});

test('every draw takes one number from the stream, a fixed value too', () => {
  const distributions: Distribution[] = [
    { type: 'fixed', value: 3 },
    { type: 'normal', mean: 0, std: 1, min: 40, max: 41 },
    { type: 'choice', values: [1, 2], weights: [0, 1] },
    { type: 'logInt', min: 1, max: 9 },
  ];
  for (const distribution of distributions) {
    const [random, other] = [randomFor(7), randomFor(7)];
    draw(distribution, random);
    other.next();
    expect(random.next()).toBe(other.next());
  }
});

test('the generator is the one whose published value is known', () => {
  expect(seedrandom.xor4096('hpsearch')()).toBe(0.8939072601497173);
});
