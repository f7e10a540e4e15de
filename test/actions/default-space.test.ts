import { expect, test } from 'vitest';
import { type DataShape, defaultFamily, defaultSpace } from '../../src/actions/defaults/default-space.ts';
import { modelFamilies } from '../../src/training/models/catalogue.ts';

test('the scaling is searched where a table has numbers, and not too many', () => {
  const scaling = { type: 'choice', values: ['standard', 'piecewise'] };
  expect(defaultSpace({ rows: 900, numbers: 3 })).toMatchObject({ 'data.scaling': scaling });
  const others: DataShape[] = [
    { rows: 900, numbers: 0 },
    { rows: 900, numbers: 51 },
    { rows: 1_000_000, numbers: 3 },
    { rows: 900, image: [32, 32] },
  ];
  for (const shape of others) {
    expect(defaultSpace(shape)).not.toHaveProperty(['data.scaling']);
  }
});

test('sequences have a family of sequences, by their length, and token ids one of texts', () => {
  const shapes: readonly (readonly [string, number, boolean])[] = [
    ['rnn', 2, false],
    ['rnn', 100, false],
    ['conv1d', 101, false],
    ['text', 500, true],
  ];
  for (const [name, length, isTokens] of shapes) {
    const shape: DataShape = { rows: 900, sequence: { length, isTokens } };
    expect(defaultFamily(shape)).toBe(name);
    const { learningRate, weightDecay, batchSize, ...own } = defaultSpace(shape);
    expect(modelFamilies[name]?.parameters).toMatchObject(
      Object.fromEntries(Object.keys(own).map((parameter) => [parameter, expect.anything()])),
    );
  }
});
