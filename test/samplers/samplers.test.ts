import { expect, test } from 'vitest';
import { UsageError } from '../../src/faults/errors.ts';
import { samplerOf, samplers } from '../../src/samplers/catalogue.ts';
import { describeSampler } from '../contracts/sampler.ts';
import { climbing } from './climbing-sampler.ts';

for (const sampler of [...Object.values(samplers), climbing]) describeSampler(sampler);

test('each sampler stands in the catalogue under its own name', () => {
  for (const [name, sampler] of Object.entries(samplers)) {
    expect(sampler.name).toBe(name);
    expect(samplerOf(name)).toBe(sampler);
  }
});

test.each([
  ['randm', "no sampler is called 'randm' (did you mean 'random'?)"],
  ['bayes', `no sampler is called 'bayes' (known: ${Object.keys(samplers).join(', ')})`],
  ['toString', `no sampler is called 'toString' (known: ${Object.keys(samplers).join(', ')})`],
])('an unknown sampler is refused: %s', (name, message) => {
  expect(() => samplerOf(name)).toThrow(new UsageError(message));
});
