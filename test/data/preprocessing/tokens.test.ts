import { describe, expect, test } from 'vitest';
import { applyPreprocessing, featureNames } from '../../../src/data/preprocessing/apply-preprocessing.ts';
import { RowEncoder } from '../../../src/data/preprocessing/encoder.ts';
import { fitPreprocessing } from '../../../src/data/preprocessing/fit-preprocessing.ts';
import { fitTokens } from '../../../src/data/preprocessing/fit-tokens.ts';
import { withHashedTokens } from '../../../src/data/preprocessing/hashed-tokens.ts';
import { tokensOf } from '../../../src/data/preprocessing/tokens.ts';
import type { RawData } from '../../../src/data/raw-data.ts';
import { textsOf } from '../../training/example-texts.ts';

describe('tokens', () => {
  test.each([
    ['Don’t stop!', ["don't", 'stop', '!']],
    ["It's 5-star: 'GREAT' :)", ["it's", '5', '-', 'star', ':', "'", 'great', "'", ':', ')']],
    ['E\u0301te\u0301 2,5 km', ['\u00e9t\u00e9', '2', ',', '5', 'km']],
    ['\u0e04\u0e23\u0e31\u0e1a 👍🏽', ['\u0e04\u0e23\u0e31\u0e1a', '👍', '🏽']],
    [' \t', []],
  ])('of %j are words and single characters', (text, words) => {
    expect(tokensOf(text, 'words')).toEqual(words);
  });

  test('may be characters, with one space between words', () => {
    expect(tokensOf('  Ab\n\t👍 ', 'characters')).toEqual(['a', 'b', ' ', '👍']);
  });

  test('are known by frequency, then by their text, if they occur twice', () => {
    const texts = ['b a c a', 'c b a', undefined, 'once'];
    expect(fitTokens(texts, { of: 'words', vocabulary: 10 }).words).toEqual(['a', 'b', 'c']);
    expect(fitTokens(texts, { of: 'words', vocabulary: 2 }).words).toEqual(['a', 'b']);
  });

  test('fit in the length that 19 of 20 texts do not exceed, unless it is given', () => {
    const texts = Array.from({ length: 20 }, (_, index) => 'x '.repeat(index + 1));
    expect(fitTokens(texts, { of: 'words', vocabulary: 10 }).length).toBe(19);
    expect(fitTokens(texts, { of: 'words', vocabulary: 10, length: 4 }).length).toBe(4);
    expect(fitTokens(['x '.repeat(9999)], { of: 'words', vocabulary: 10 }).length).toBe(512);
    expect(fitTokens(['', undefined], { of: 'words', vocabulary: 10 })).toEqual({ words: [], length: 1 });
  });
});

describe('a column of token ids', () => {
  const categories = ['good good film', 'bad film', 'good bad plot', 'new film good film'];
  const inputs: RawData['inputs'] = {
    kind: 'table',
    columns: [
      {
        kind: 'category',
        name: 'review',
        codes: Int32Array.of(0, 1, -1, 2, 3),
        categories,
        tokens: { of: 'words', vocabulary: 100 },
      },
    ],
  };
  const training = Int32Array.of(0, 1, 2, 3);
  const fitted = fitPreprocessing(inputs, training, 'standard');

  test('has the vocabulary of the training rows, and ids that are not scaled', () => {
    expect(fitted).toEqual({
      kind: 'table',
      columns: [{ kind: 'tokens', name: 'review', of: 'words', words: ['good', 'bad', 'film'], length: 3 }],
    });
    expect(featureNames({ preprocessing: fitted })).toEqual(['review[0]', 'review[1]', 'review[2]']);
    const x = applyPreprocessing(inputs, fitted, Int32Array.of(0, 1, 2, 3, 4));
    expect([...x]).toEqual([...[2, 2, 4], ...[3, 4, 0], ...[0, 0, 0], ...[2, 3, 1], ...[1, 4, 2]]);
  });
});

test('a cell that is no text is refused as such', () => {
  const encoder = new RowEncoder([
    { kind: 'tokens', name: 'review', of: 'words', words: ['good'], length: 2 },
    { kind: 'hashed', name: 'site', of: 'category', buckets: 4 },
  ]);
  expect(() => encoder.encode({ review: { a: 1 }, site: 'x' })).toThrow(
    'review: must be a text, as in training',
  );
  expect(() => encoder.encode({ review: '', site: {} })).toThrow('site: must be a category, as in training');
});

test('methods that take quantities get counts of hashed tokens in place of ids', () => {
  const dataset = textsOf(12);
  const hashed = withHashedTokens(dataset);
  expect(hashed.inputShape).toEqual([1 + 256 + 3]);
  const { x, rows } = hashed.splits.train;
  for (let row = 0; row < rows; row++) {
    const own = x.subarray(row * 260, (row + 1) * 260);
    const given = dataset.splits.train.x.subarray(row * 11, (row + 1) * 11);
    expect(own[0]).toBe(given[0]);
    expect([...own.subarray(257)]).toEqual([...given.subarray(8)]);
    const length = Math.hypot(...own.subarray(1, 257));
    expect(length).toBeCloseTo(given[1] === 0 ? 0 : 1, 5);
  }
  const { preprocessing, ...images } = { ...dataset, preprocessing: { kind: 'image', divisor: 1 } as const };
  const plain = { ...images, preprocessing };
  expect(withHashedTokens(plain)).toBe(plain);
});
