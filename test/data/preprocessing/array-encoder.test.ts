import { expect, test } from 'vitest';
import { applyPreprocessing } from '../../../src/data/preprocessing/apply-preprocessing.ts';
import { encodeArrays, encodePixels } from '../../../src/data/preprocessing/array-encoder.ts';
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

test.each([
  [[5, 6, 7, null], 'wave: must hold finite numbers of 32 bits, got null'],
  [[5, 6, 7, '9'], 'wave: must hold finite numbers of 32 bits, got "9"'],
  [[5, 6, 7, 1e300], 'wave: must hold finite numbers of 32 bits, got 1e+300'],
  ['5679', 'wave: must hold finite numbers of 32 bits, got "5679"'],
])('the row %j of an array is refused with what it holds', (wave, message) => {
  const part = { name: 'wave', shape: [2, 2], scales: [{ shift: 0, scale: 1 }] };
  expect(() => encodeArrays([part], { wave } as never)).toThrow(message);
  expect([
    ...encodeArrays(
      [part],
      [
        [true, false],
        [2, 3],
      ],
    ),
  ]).toEqual([1, 0, 2, 3]);
  const words = { name: 'words', shape: [2], tokens: { size: 4 } };
  expect(() => encodeArrays([words], [3, -1])).toThrow(
    'words: must be whole numbers from 0, as ids of tokens, got -1',
  );
});

test('pixels are bytes in any nesting, as many as the model takes', () => {
  const form = { inputShape: [1, 2, 1], divisor: 16, pixelMaximum: 16 };
  expect(encodePixels(form, [[[0], [255]]])).toEqual([0, 1]);
  expect(encodePixels({ ...form, pixelMaximum: undefined }, [0, 255])).toEqual([0, 255 / 16]);
  expect(() => encodePixels(form, [1])).toThrow('pixels: must have 2 numbers, as in training, got 1');
  for (const pixel of [0.5, -1, 256])
    expect(() => encodePixels(form, [0, pixel])).toThrow(`whole numbers from 0 to 255, got ${pixel}`);
});
