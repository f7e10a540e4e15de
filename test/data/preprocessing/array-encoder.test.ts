import { expect, test } from 'vitest';
import { applyPreprocessing } from '../../../src/data/preprocessing/apply-preprocessing.ts';
import { encodeArrays } from '../../../src/data/preprocessing/array-encoder.ts';
import { fitPreprocessing } from '../../../src/data/preprocessing/fit-preprocessing.ts';

const parts = [
  { name: 'wave', shape: [2, 2], values: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 9, 9, 9, 9, 9) },
  { name: 'words', shape: [2], values: Int32Array.of(1, 2, 3, 0, 2, 1), tokens: { size: 4 } },
] as const;

/** Exported folders carry the compiled text of the encoder, which takes one row at a time, nested or flat. */
test('a row is encoded as the rows of training are, nested or flat', () => {
  const inputs = { kind: 'arrays', parts } as const;
  const preprocessing = fitPreprocessing(inputs, Int32Array.of(0, 1), 'standard');
  if (preprocessing.kind !== 'arrays') throw new Error('arrays stay arrays');
  const rows = applyPreprocessing(inputs, preprocessing, Int32Array.of(1));
  const nested = {
    wave: [
      [5, 6],
      [7, 9],
    ],
    words: [3, 0],
  };
  expect([...encodeArrays(preprocessing.parts, nested)]).toEqual([...rows]);
  expect([...encodeArrays(preprocessing.parts, { wave: [5, 6, 7, 9], words: [3, 0] })]).toEqual([...rows]);
  expect(() => encodeArrays(preprocessing.parts, { wave: [5, 6, 7], words: [3, 0] })).toThrow(
    'wave: must have 4 numbers, as in training, got 3',
  );
  expect(() => encodeArrays(preprocessing.parts, { wave: [5, 6, 7, 9] })).toThrow(
    'words: must be in every row',
  );
});
