import { expect, test } from 'vitest';
import { givenArray } from '../../../src/data/arrays/given-array.ts';

test('a list without an item holds no texts', () => {
  expect(givenArray('x', [], 'program')).toEqual({ name: 'x', shape: [0], values: new Float64Array(0) });
});

test.each([
  [[-1, 4], 'must have a shape of whole numbers from 0, the rows first, got [-1,4]'],
  [[], 'must have a shape of whole numbers from 0, the rows first, got []'],
  [undefined, 'got "no shape"'],
])('of the shape %j an array is refused with what was given', (shape, message) => {
  expect(() => givenArray('x', { values: new Float32Array(8), shape }, 'program')).toThrow(message);
});
