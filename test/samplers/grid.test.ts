import { describe, expect, test } from 'vitest';
import { enumerate } from '../../src/samplers/grid/enumeration.ts';
import { gridSampler } from '../../src/samplers/grid/grid-sampler.ts';
import { gridValuesOf } from '../../src/samplers/grid/grid-values.ts';
import { permuted } from '../../src/samplers/grid/permutation.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { Distribution } from '../../src/study/distribution.ts';
import { possibleValues } from '../../src/study/distribution-range.ts';
import type { SearchSpace } from '../../src/study/search-space.ts';

const conditional: SearchSpace = [
  {
    name: 'optimizer',
    distribution: { type: 'choice', values: ['adam', 'sgd', 'none'], weights: [1, 1, 0] },
  },
  { name: 'rate', distribution: { type: 'logUniform', min: 0.001, max: 0.1 } },
  { name: 'layers', distribution: { type: 'int', min: 1, max: 3 } },
  { name: 'momentum', distribution: { type: 'uniform', min: 0, max: 0.9 }, when: { optimizer: ['sgd'] } },
  { name: 'nesterov', distribution: { type: 'choice', values: [true, false] }, when: { optimizer: ['sgd'] } },
  { name: 'size', distribution: { type: 'fixed', value: 32 }, when: { nesterov: [true] } },
];

function grid(space: SearchSpace, points: number, seed: number) {
  const settings = { points };
  return Array.from({ length: gridSampler.size(space, settings, []) }, (_, number) => {
    const random = randomFor(seed, number);
    return gridSampler.ask({ space, direction: 'minimize', number, seed, random, settings, history: [] });
  });
}

describe('the grid', () => {
  test('has every combination of active parameters once, in an order that the seed draws', () => {
    // Without momentum 3 · 3; with it 3 · 3 · 3 · 2.
    const [one, other] = [1, 2].map((seed) =>
      grid(conditional, 3, seed).map((config) => JSON.stringify(config)),
    );
    expect(new Set(one).size).toBe(9 + 54);
    expect(one).not.toEqual(other);
    expect(one?.toSorted()).toEqual(other?.toSorted());
    for (const text of one ?? []) {
      const config = JSON.parse(text);
      expect('momentum' in config).toBe(config.optimizer === 'sgd');
      expect('size' in config).toBe(config.nesterov === true);
    }
  });

  test.each<[Distribution, number, readonly unknown[] | undefined]>([
    [{ type: 'uniform', min: 0, max: 1 }, 5, [0, 0.25, 0.5, 0.75, 1]],
    [{ type: 'uniform', min: 0, max: 1 }, 1, [0.5]],
    [{ type: 'uniform', min: 0, max: 1, step: 0.5 }, 9, [0, 0.5, 1]],
    [{ type: 'int', min: 1, max: 4 }, 2, [1, 2, 3, 4]],
    [{ type: 'int', min: 0, max: 1e9 }, 2, undefined],
    [{ type: 'logInt', min: 1, max: 2 }, 5, [1, 2]],
    [{ type: 'logInt', min: 1, max: 3 }, 3, [1, 2, 3]],
    [{ type: 'logInt', min: 2, max: 8 }, 7, [2, 3, 4, 5, 6, 7, 8]],
    [{ type: 'logInt', min: 16, max: 256 }, 5, [16, 32, 64, 128, 256]],
    [{ type: 'logInt', min: 1, max: 20 }, 10, [1, 2, 3, 4, 5, 6, 7, 10, 14, 20]],
    [{ type: 'logInt', min: 16, max: 256 }, 1, [64]],
    [{ type: 'uniform', min: 2, max: 2 }, 3, [2]],
    [{ type: 'choice', values: ['a', 'b'], weights: [0, 1] }, 5, ['b']],
    [{ type: 'fixed', value: 3 }, 5, [3]],
  ])('of %j with %d points has its values', (distribution, points, values) => {
    expect(gridValuesOf(distribution, points)).toEqual(values);
  });

  test('is even on the scale of the distribution', () => {
    const logarithms = gridValuesOf({ type: 'logUniform', min: 1e-4, max: 1 }, 5)?.map((value) =>
      Math.log10(Number(value)),
    );
    for (const [index, value] of (logarithms ?? []).entries()) expect(value).toBeCloseTo(index - 4, 10);
    const [low = 0, middle, high = 0] = (gridValuesOf({ type: 'normal', mean: 2, std: 1 }, 3) ??
      []) as number[];
    expect(middle).toBeCloseTo(2, 10);
    expect([low, high].map((value) => Math.abs(value - 2))).toEqual([
      expect.closeTo(0.967422, 5),
      expect.closeTo(0.967422, 5),
    ]);
  });

  test('beyond what can be counted is refused', () => {
    const many: SearchSpace = Array.from({ length: 30 }, (_, index) => ({
      name: `p${index}`,
      distribution: { type: 'uniform', min: 0, max: 1 },
    }));
    expect(gridSampler.refuses(many, { points: 5 })).toMatch(/^must be another sampler/);
    expect(gridSampler.refuses(many.slice(0, 20), { points: 5 })).toBeUndefined();
  });
});

test.each([1, 2, 3, 5, 16, 17, 1000])('a permutation of %d is one, and another for another key', (size) => {
  const images = (key: number) => Array.from({ length: size }, (_, index) => permuted(index, size, key));
  expect(images(7).toSorted((one, other) => one - other)).toEqual(
    Array.from({ length: size }, (_, index) => index),
  );
  if (size > 10) expect(images(7)).not.toEqual(images(8));
});

test('a chain of conditions is counted without walking through all branches', () => {
  const chain: SearchSpace = Array.from({ length: 60 }, (_, index) => ({
    name: `p${index}`,
    distribution: { type: 'choice', values: [0, 1] },
    ...(index === 0 ? {} : { when: { [`p${index - 1}`]: [1] } }),
  }));
  const { size, at } = enumerate(chain, ({ distribution }) => possibleValues(distribution));
  expect(size).toBe(61);
  expect(new Set(Array.from({ length: 61 }, (_, index) => JSON.stringify(at(index)))).size).toBe(61);
});

test('a space of 10,000 parameters, or of 5,000 conditions inside each other, is counted at once', () => {
  const wide: SearchSpace = Array.from({ length: 10_000 }, (_, index) => ({
    name: `p${index}`,
    distribution: { type: 'fixed', value: index },
  }));
  expect(enumerate(wide, ({ distribution }) => possibleValues(distribution)).size).toBe(1);
  const deep: SearchSpace = Array.from({ length: 5000 }, (_, index) => ({
    name: `p${index}`,
    distribution: { type: 'choice', values: [0, 1] },
    ...(index === 0 ? {} : { when: { [`p${index - 1}`]: [0, 1] } }),
  }));
  expect(enumerate(deep, ({ distribution }) => possibleValues(distribution)).size).toBe(
    Number.POSITIVE_INFINITY,
  );
});
