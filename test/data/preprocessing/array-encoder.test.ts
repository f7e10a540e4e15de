import { expect, test } from 'vitest';
import { encodeArrays } from '../../../src/data/preprocessing/array-encoder.ts';

const scales = [
  { shift: 1, scale: 2 },
  { shift: 0, scale: 1 },
];
const one = { name: 'x', shape: [2, 2], scales };
const ids = { name: 'words', shape: [3], tokens: { size: 9 } };

test('a row is nested or flat, and scaled by the index of the last axis', () => {
  const wanted = Float32Array.of(0, 5, 3, 6);
  expect(encodeArrays([one], [1, 5, 7, 6])).toEqual(wanted);
  const nested = [
    [1, 5],
    [7, 6],
  ];
  expect(encodeArrays([one], nested)).toEqual(wanted);
  expect(encodeArrays([one], { x: Float32Array.of(1, 5, 7, 6) })).toEqual(wanted);
  expect(encodeArrays([{ name: 'x', shape: [], scales: [{ shift: 1, scale: 2 }] }], 5)).toEqual(
    Float32Array.of(2),
  );
});

test('several arrays are an object by name, one after another, and ids of tokens enter as they are', () => {
  const row = { words: [8, 0, 1], x: [1, 5, 7, 6] };
  expect(encodeArrays([one, ids], row)).toEqual(Float32Array.of(0, 5, 3, 6, 8, 0, 1));
  expect(() => encodeArrays([one, ids], { x: [1, 5, 7, 6] })).toThrow('words: must be in every row');
  expect(() => encodeArrays([one, ids], [1, 2])).toThrow('x: must be in every row');
  expect(() => encodeArrays([one], [1, 5, 7])).toThrow('x: must have 4 numbers, as in training, got 3');
});
