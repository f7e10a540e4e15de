import { expect, it } from 'vitest';
import { configurationOf, firstConfigurations } from '../../src/samplers/configuration.ts';
import { randomSampler } from '../../src/samplers/random-sampler.ts';
import type { Question, Sampler } from '../../src/samplers/sampler.ts';
import type { SearchSpace } from '../../src/study/search-space.ts';

const space: SearchSpace = [
  { name: 'learningRate', distribution: { type: 'logUniform', min: 1e-5, max: 0.1 } },
  { name: 'optimizer', distribution: { type: 'choice', values: ['adam', 'sgd'] } },
  { name: 'momentum', distribution: { type: 'uniform', min: 0, max: 0.9 }, when: { optimizer: ['sgd'] } },
  { name: 'layers', distribution: { type: 'fixed', value: 2 } },
];
const search = { trials: 30, seed: 3, sampler: 'random', pruner: 'none' };
const spec = (enqueue?: object[]) => ({
  space,
  objective: { metric: 'valLoss', direction: 'minimize' as const },
  search: { ...search, ...(enqueue && { enqueue: enqueue as never }) },
});

it('runs known configurations first; what they leave out is drawn as without them', () => {
  const plain = firstConfigurations(randomSampler, spec(), 6);
  const known = [
    { learningRate: 3e-4, optimizer: 'sgd', momentum: 0.5 },
    { optimizer: 'adam' },
    { optimizer: 'sgd' },
  ];
  const [first, second, third, ...others] = firstConfigurations(randomSampler, spec(known), 6);
  expect(first).toEqual({ learningRate: 3e-4, optimizer: 'sgd', momentum: 0.5, layers: 2 });
  expect(second).toEqual({ learningRate: plain[1]?.learningRate, optimizer: 'adam', layers: 2 });
  expect(third).toMatchObject({ learningRate: plain[2]?.learningRate, optimizer: 'sgd' });
  expect(third?.momentum).toBeGreaterThan(0);
  expect(others).toEqual(plain.slice(3));
});

it('follow each other: those of a warm start come after those of the space', () => {
  const warmStart = { from: 'trials.csv', configurations: [{ optimizer: 'sgd', momentum: 0 }] };
  const sampled = {
    ...spec([{ optimizer: 'adam' }]),
    search: { ...spec([{ optimizer: 'adam' }]).search, warmStart },
  };
  expect(configurationOf(randomSampler, sampled, 1)).toMatchObject({ optimizer: 'sgd', momentum: 0 });
});

it('take no points from a sampler that counts: its first own trial is its first point', () => {
  const asked: number[] = [];
  const counting = (needsHistory: boolean): Sampler => ({
    ...randomSampler,
    needsHistory,
    ask: (question: Question) => {
      asked.push(question.number);
      return randomSampler.ask(question);
    },
  });
  firstConfigurations(counting(false), spec([{ optimizer: 'adam' }, { learningRate: 1e-3 }]), 5);
  expect(asked).toEqual([0, 1, 2]);
  // A sampler that learns sees the known trials among the others.
  firstConfigurations(counting(true), spec([{ optimizer: 'adam' }]), 3);
  expect(asked.slice(3)).toEqual([1, 2]);
});
