import { expect, test } from 'vitest';
import { randomSampler } from '../../src/samplers/random-sampler.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { SearchSpace } from '../../src/study/search-space.ts';

const space: SearchSpace = [
  { name: 'learningRate', distribution: { type: 'logUniform', min: 1e-5, max: 0.1 } },
  { name: 'units', distribution: { type: 'logInt', min: 16, max: 512 } },
  { name: 'optimizer', distribution: { type: 'choice', values: ['adam', 'sgd'] } },
  { name: 'momentum', distribution: { type: 'uniform', min: 0, max: 0.9 }, when: { optimizer: ['sgd'] } },
];

/** From the stream of that seed and number. */
function sampled(seed: number, number: number) {
  const random = randomFor(seed, number, 'sample');
  return randomSampler.ask({ space, direction: 'minimize', number, seed, random, settings: {}, history: [] });
}

test('a study gives the same configurations in every later version', () => {
  const sample = (trial: number) => sampled(1, trial);
  expect([0, 1, 2, 3, 4, 5].map(sample)).toMatchInlineSnapshot(`
    [
      {
        "learningRate": 0.04452772897412912,
        "optimizer": "adam",
        "units": 263,
      },
      {
        "learningRate": 0.000537200317124135,
        "optimizer": "adam",
        "units": 55,
      },
      {
        "learningRate": 0.0004528989198951037,
        "optimizer": "adam",
        "units": 402,
      },
      {
        "learningRate": 0.001704137775344171,
        "momentum": 0.6596727739119679,
        "optimizer": "sgd",
        "units": 26,
      },
      {
        "learningRate": 0.00007588205054258771,
        "optimizer": "adam",
        "units": 33,
      },
      {
        "learningRate": 0.08091492294408353,
        "momentum": 0.5083731507814245,
        "optimizer": "sgd",
        "units": 149,
      },
    ]
  `);
});

test('one trial in two meets a condition on one value of two', () => {
  const met = Array.from({ length: 10_000 }, (_, trial) => sampled(2, trial)).filter(
    (configuration) => 'momentum' in configuration,
  );
  // Five standard deviations of a fair coin.
  expect(Math.abs(met.length - 5000)).toBeLessThan(250);
});
