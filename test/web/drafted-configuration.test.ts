import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../src/study/distribution.ts';
import type { SearchSpace } from '../../src/study/search-space.ts';
import {
  draftOf,
  numberAt,
  readDraft,
  sliderSteps,
  stepOf,
} from '../../src/web/acting/enqueue/drafted-configuration.ts';

const space: SearchSpace = [
  { name: 'learningRate', distribution: { type: 'logUniform', min: 1e-4, max: 0.1 } },
  { name: 'layers', distribution: { type: 'int', min: 1, max: 3 } },
  { name: 'optimizer', distribution: { type: 'choice', values: ['adam', 'sgd'] } },
  { name: 'nesterov', distribution: { type: 'choice', values: [true, false] }, when: { optimizer: ['sgd'] } },
  { name: 'batchSize', distribution: { type: 'fixed', value: 32 } },
];
const names = (parameters: readonly { readonly name: string }[]) => parameters.map(({ name }) => name);

describe('a drafted configuration', () => {
  it('leaves out what is left to the search, and has the fixed values', () => {
    const { config, faults } = readDraft(space, { learningRate: '0.01', layers: ' ' });
    expect(config).toEqual({ learningRate: 0.01, batchSize: 32 });
    expect(faults).toEqual([]);
  });

  it('shows a parameter only where its condition holds, and forgets its value elsewhere', () => {
    const hidden = readDraft(space, { optimizer: 'adam', nesterov: 'true' });
    expect(names(hidden.hidden)).toEqual(['nesterov']);
    expect(hidden.config).toEqual({ optimizer: 'adam', batchSize: 32 });
    const shown = readDraft(space, { optimizer: 'sgd', nesterov: 'false' });
    expect(names(shown.shown)).toContain('nesterov');
    expect(shown.config).toEqual({ optimizer: 'sgd', nesterov: false, batchSize: 32 });
  });

  it('names the constraint of a value that the space does not have', () => {
    const { faults } = readDraft(space, { learningRate: '1', layers: '2.5', optimizer: 'sgd' });
    expect(faults).toEqual([
      { name: 'learningRate', constraint: 'must be a number from 0.0001 to 0.1', value: 1 },
      { name: 'layers', constraint: 'must be a whole number from 1 to 3', value: 2.5 },
    ]);
    expect(readDraft(space, { layers: 'two' }).faults).toEqual([
      { name: 'layers', constraint: 'must be a whole number from 1 to 3', value: 'two' },
    ]);
  });

  it('is the configuration that it was made from', () => {
    const config = { learningRate: 0.003, layers: 2, optimizer: 'sgd', nesterov: true, batchSize: 32 };
    expect(readDraft(space, draftOf(config)).config).toEqual(config);
  });
});

describe('the slider of a parameter', () => {
  it.each<Distribution>([
    { type: 'logUniform', min: 1e-4, max: 0.1 },
    { type: 'uniform', min: -1, max: 1 },
    { type: 'uniform', min: 0, max: 1, step: 0.1 },
    { type: 'int', min: 1, max: 3 },
    { type: 'logInt', min: 4, max: 64 },
    { type: 'normal', mean: 0, std: 1 },
  ])('stands where its number is: %o', (distribution) => {
    for (let step = 0; step <= sliderSteps; step += 25) {
      const number = numberAt(distribution, step);
      expect(numberAt(distribution, stepOf(distribution, number))).toBeCloseTo(number, 3);
    }
  });

  it('reaches both ends of a range', () => {
    const range: Distribution = { type: 'logUniform', min: 1e-4, max: 0.1 };
    expect([numberAt(range, 0), numberAt(range, sliderSteps)]).toEqual([1e-4, 0.1]);
  });
});
