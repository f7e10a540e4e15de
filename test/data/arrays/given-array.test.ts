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

test.each([
  [[1, 2, null], 'must hold numbers alone, or texts or truth values alone: row 3 breaks that, got "null"'],
  [
    [
      [1, 2],
      [3, '4'],
    ],
    'truth values alone: row 2 breaks that, got "string"',
  ],
  [[[1, 2], null], 'must have lists of one length: 2 at level 2: row 2 breaks that, got "null"'],
])('the list %j is refused with the row of its first broken item', (list, message) => {
  expect(() => givenArray('x', list, 'program')).toThrow(message);
});

test('a tensor that was disposed of is refused by its name', () => {
  const dataSync = () => {
    throw new Error('Tensor is disposed.');
  };
  expect(() => givenArray('x', { shape: [2], dataSync }, 'program')).toThrow(
    'program x: must be a tensor whose values can be read: Tensor is disposed.',
  );
});

test('texts and truth values in rows of several lengths are refused as what they are', () => {
  const refused = 'must hold numbers alone, as its rows have several lengths: row 1 breaks that, got';
  expect(() => givenArray('x', [['a'], ['a', 'b']], 'program')).toThrow(`${refused} "string"`);
  expect(() => givenArray('x', [[true], [true, false]], 'program')).toThrow(`${refused} "boolean"`);
});
