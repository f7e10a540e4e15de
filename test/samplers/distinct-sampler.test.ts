import { describe, expect, test } from 'vitest';
import { samplerOf } from '../../src/samplers/catalogue.ts';
import { configurationOf, firstConfigurations } from '../../src/samplers/configuration.ts';
import { countDistinct, distinctSampler, hasRepetitions } from '../../src/samplers/distinct-sampler.ts';
import { randomSampler } from '../../src/samplers/random-sampler.ts';
import type { Configuration, SearchSpace } from '../../src/study/search-space.ts';
import { climbing } from './climbing-sampler.ts';

const small: SearchSpace = [
  { name: 'layers', distribution: { type: 'int', min: 1, max: 4 } },
  { name: 'optimizer', distribution: { type: 'choice', values: ['adam', 'sgd'], weights: [99, 1] } },
  { name: 'momentum', distribution: { type: 'choice', values: [0, 0.9] }, when: { optimizer: ['sgd'] } },
];
const mixed: SearchSpace = [
  { name: 'model', distribution: { type: 'choice', values: ['linear', 'mlp'] } },
  { name: 'rate', distribution: { type: 'uniform', min: 0, max: 1 }, when: { model: ['mlp'] } },
];

function specOf(space: SearchSpace, sampler = 'random') {
  const search = { trials: 30, seed: 3, sampler, lookback: 8, repeats: false, pruner: 'none' };
  return { space, search, objective: { metric: 'valLoss', direction: 'minimize' } } as const;
}

function keys(configs: readonly Configuration[]): string[] {
  return configs.map((config) => JSON.stringify(config));
}

describe.each(['random', 'sobol', 'halton', 'lhs'])('the sampler %s', (name) => {
  test('gives each configuration of a finite space once, and then no more', () => {
    const all = keys(firstConfigurations(samplerOf(name), specOf(small, name), 1000));
    expect(countDistinct(small)).toBe(12);
    expect(new Set(all).size).toBe(12);
    expect(all.length).toBe(12);
  });

  test('repeats no finite branch of an infinite space', () => {
    const all = firstConfigurations(samplerOf(name), specOf(mixed, name), 100);
    expect(new Set(keys(all)).size).toBe(100);
    expect(all.filter(({ model }) => model === 'linear')).toHaveLength(1);
  });

  test('keeps the configurations that repeat none', () => {
    const free = Array.from({ length: 12 }, (_, number) =>
      configurationOf(samplerOf(name), specOf(small, name), number),
    );
    const distinct = firstConfigurations(samplerOf(name), specOf(small, name), 12);
    const [before, after] = [keys(free), keys(distinct)];
    const firstRepeat = before.findIndex((key, index) => before.indexOf(key) < index);
    expect(after.slice(0, firstRepeat)).toEqual(before.slice(0, firstRepeat));
    expect(after[firstRepeat]).not.toBe(before[firstRepeat]);
  });
});

test('a sampler that learns repeats nothing, not even what an earlier run of the search has drawn', () => {
  const first = firstConfigurations(climbing, specOf(small), 5);
  const resumed = distinctSampler(climbing, small, first);
  const rest = [5, 6, 7, 8, 9, 10, 11].map((number) => configurationOf(resumed, specOf(small), number));
  expect(new Set(keys([...first, ...rest])).size).toBe(12);
  expect(keys(firstConfigurations(climbing, specOf(small), 12)).slice(5)).toEqual(keys(rest));
});

test('a space of one configuration repeats it, and a continuous one is not searched for repetitions', () => {
  const single: SearchSpace = [{ name: 'units', distribution: { type: 'choice', values: [4] } }];
  expect(firstConfigurations(randomSampler, specOf(single), 3)).toEqual([
    { units: 4 },
    { units: 4 },
    { units: 4 },
  ]);
  expect([single, mixed, small].map((space) => hasRepetitions(randomSampler, space))).toEqual([
    false,
    true,
    true,
  ]);
  expect(
    distinctSampler(
      randomSampler,
      [...small, { name: 'r', distribution: { type: 'normal', mean: 0, std: 1 } }],
      [],
    ),
  ).toBe(randomSampler);
});

test('a grid has its points besides the known configurations, and those of them only once', () => {
  const space: SearchSpace = [
    { name: 'rate', distribution: { type: 'uniform', min: 0, max: 1 } },
    { name: 'layers', distribution: { type: 'int', min: 1, max: 2 } },
  ];
  const { search, ...rest } = specOf(space);
  const enqueue = [
    { rate: 0.5, layers: 2 },
    { rate: 0.123, layers: 1 },
  ];
  const spec = { ...rest, search: { ...search, sampler: { type: 'grid', points: 3 }, enqueue } };
  const all = firstConfigurations(samplerOf('grid'), spec, 100);
  expect(all.slice(0, 2)).toEqual(enqueue);
  expect(new Set(keys(all)).size).toBe(7);
  expect(all).toHaveLength(7);
});
