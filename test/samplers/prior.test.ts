import { describe, expect, test } from 'vitest';
import { samplerOf } from '../../src/samplers/catalogue.ts';
import { configurationOf, firstConfigurations } from '../../src/samplers/configuration.ts';
import { unitPlace } from '../../src/samplers/unit-place.ts';
import { medianOf } from '../../src/statistics/median.ts';
import type { Configuration, Prior, SearchSpace } from '../../src/study/search-space.ts';

const plain: SearchSpace = [
  { name: 'rate', distribution: { type: 'logUniform', min: 1e-5, max: 1 } },
  { name: 'units', distribution: { type: 'logInt', min: 8, max: 512 } },
  { name: 'dropout', distribution: { type: 'uniform', min: 0, max: 0.5, step: 0.1 } },
  { name: 'optimizer', distribution: { type: 'choice', values: ['adam', 'sgd', 'rmsprop'] } },
  { name: 'decay', distribution: { type: 'logNormal', mean: -7, std: 2 }, when: { optimizer: ['adam'] } },
];

const priors: Readonly<Record<string, Prior>> = {
  rate: { at: 1e-3, confidence: 'high' },
  units: { at: 64, confidence: 'medium' },
  optimizer: { at: 'sgd', confidence: 'low' },
  decay: { at: 1e-3, confidence: 'medium' },
};

const hopeful = plain.map((parameter) => ({
  ...parameter,
  ...(priors[parameter.name] && { prior: priors[parameter.name] as Prior }),
}));

function specOf(space: SearchSpace, sampler: string, seed = 1) {
  const search = { trials: 30, seed, sampler, lookback: 8, repeats: false } as const;
  return { space, search, objective: { metric: 'valLoss', direction: 'minimize' } } as const;
}

function first(space: SearchSpace, sampler: string, count: number, seed = 1): Configuration[] {
  return Array.from({ length: count }, (_, number) =>
    configurationOf(samplerOf(sampler), specOf(space, sampler, seed), number),
  );
}

describe.each(['random', 'sobol', 'halton', 'lhs'])('with the sampler %s', (sampler) => {
  test('every second trial is as without a prior', () => {
    const [without, withPriors] = [first(plain, sampler, 60), first(hopeful, sampler, 60)];
    const odd = (_: Configuration, index: number) => index % 2 === 1;
    expect(withPriors.filter(odd)).toEqual(without.filter(odd));
    expect(withPriors.filter((_, index) => index % 2 === 0)).not.toEqual(
      without.filter((_, index) => index % 2 === 0),
    );
  });

  test('the others are near it, the nearer the higher the confidence, and a parameter without a prior is as ever', () => {
    const near = first(hopeful, sampler, 400).filter((_, index) => index % 2 === 0);
    const places = (name: string) => {
      const { distribution } = plain.find((parameter) => parameter.name === name) as (typeof plain)[number];
      return near.flatMap(({ [name]: value }) =>
        value === undefined ? [] : unitPlace(distribution as never, value).at,
      );
    };
    const off = (name: string, center: number) =>
      medianOf(places(name).map((place) => Math.abs(place - center)));
    // The median distance of a normal is 0.674 of its deviation: 0.084 and, cut off, below 0.169.
    expect(off('rate', 0.4)).toBeGreaterThan(0.06);
    expect(off('rate', 0.4)).toBeLessThan(0.11);
    expect(off('units', 0.5)).toBeGreaterThan(0.11);
    expect(off('units', 0.5)).toBeLessThan(0.18);
    expect(near.filter(({ optimizer }) => optimizer === 'sgd').length / near.length).toBeCloseTo(2 / 3, 0.9);
    expect(medianOf(near.map(({ dropout }) => Number(dropout)))).toBeCloseTo(0.25, 0.9);
  });
});

/** The least loss of the first 30 trials, whose best learning rate is 0.001. */
function leastLoss(space: SearchSpace, seed: number, trials = 30): number {
  const losses = firstConfigurations(samplerOf('random'), specOf(space, 'random', seed), trials).map(
    ({ rate, units }) => (Math.log10(Number(rate)) + 3) ** 2 + 0.5 * (Math.log2(Number(units)) - 6) ** 2,
  );
  return Math.min(...losses);
}

test('a good prior finds better values, and a wrong one none worse than half of the trials without it', () => {
  const wrong = plain.map((parameter) =>
    parameter.name === 'rate' ? { ...parameter, prior: { at: 1, confidence: 'high' } as const } : parameter,
  );
  const seeds = Array.from({ length: 30 }, (_, seed) => seed);
  const median = (space: SearchSpace, trials = 30) =>
    medianOf(seeds.map((seed) => leastLoss(space, seed, trials)));
  expect(median(hopeful)).toBeLessThan(0.6 * median(plain));
  for (const seed of seeds) {
    const odd = firstConfigurations(samplerOf('random'), specOf(plain, 'random', seed), 30)
      .filter((_, index) => index % 2 === 1)
      .map(
        ({ rate, units }) => (Math.log10(Number(rate)) + 3) ** 2 + 0.5 * (Math.log2(Number(units)) - 6) ** 2,
      );
    expect(leastLoss(wrong, seed)).toBeLessThanOrEqual(Math.min(...odd));
  }
});
