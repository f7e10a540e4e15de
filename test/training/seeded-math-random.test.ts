import { describe, expect, test } from 'vitest';
import { randomFor } from '../../src/statistics/random.ts';
import { withSeededMathRandom } from '../../src/training/seeded-math-random.ts';

const draw = async () => [Math.random(), Math.random()];

describe('withSeededMathRandom', () => {
  test('gives the stream’s own numbers, the same each time', async () => {
    const stream = randomFor('a');
    const expected = [stream.next(), stream.next()];
    expect(await withSeededMathRandom(randomFor('a'), draw)).toEqual(expected);
    expect(await withSeededMathRandom(randomFor('a'), draw)).toEqual(expected);
    expect(await withSeededMathRandom(randomFor('b'), draw)).not.toEqual(expected);
  });

  test('puts the old source back, after an error too', async () => {
    const original = Math.random;
    await withSeededMathRandom(randomFor('a'), draw);
    expect(Math.random).toBe(original);
    const failing = () => {
      expect(Math.random).not.toBe(original);
      throw new Error('at once');
    };
    await expect(withSeededMathRandom(randomFor('a'), failing)).rejects.toThrow('at once');
    await expect(withSeededMathRandom(randomFor('a'), async () => failing())).rejects.toThrow('at once');
    expect(Math.random).toBe(original);
  });
});
