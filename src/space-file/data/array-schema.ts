import { z } from 'zod';
import { arrayUses } from '../../study/inputs/array-request.ts';
import { mostTokens } from '../../study/limits.ts';
import { anySource, anyTable, targetField, text } from './any-source.ts';
import { columnFields } from './columns-schema.ts';
import { dataPath } from './data-path-schema.ts';

const arrayUse = z.enum(arrayUses);
const tokenCount = z.int().min(2).max(mostTokens);

/** Fields of inputs that are arrays. */
const arrayFields = {
  target: targetField(
    'The array to predict, or a list of several. Default: y, labels or the like. One of several numbers a row is one-hot classes, labels of 0 and 1, or a target in each number; what is inferred is said.',
  ).exactOptional(),
  inputs: z
    .array(text)
    .min(1)
    .describe('The arrays that are inputs, without _train or _test. Default: x, images or the like.')
    .exactOptional(),
  as: z
    .union([arrayUse, z.record(text, arrayUse)], {
      error: 'must be "images", "arrays" or "tokens", or an object of inputs and one of these',
    })
    .meta({
      description:
        'What the inputs are: images, arrays of numbers, or ids of tokens from 0, which is padding; all, or by name. Left out, bytes with the shape of images are images, and all else numbers; it is said.',
      examples: ['arrays', { x: 'tokens' }],
    })
    .exactOptional(),
  lengths: text
    .describe(
      'The array with the number of steps of each row, where the input has sequences of several lengths, filled up to one: [rows, length, features], or ids of tokens. It is no input itself.',
    )
    .exactOptional(),
  vocabulary: z
    .union([tokenCount, z.record(text, tokenCount)], {
      error: 'must be a number of ids, or an object of inputs and their numbers',
    })
    .meta({
      description:
        'The number of ids of tokens, from 0 (padding) to one below it; of all inputs that are tokens, or by name. Default: up to the largest id of the training rows; larger ones then enter as padding.',
      examples: [5000, { x: 5000 }],
    })
    .exactOptional(),
  classes: z.array(text).min(2).describe('The names of classes 0, 1, 2 …').exactOptional(),
  targetNames: z
    .union([z.array(text).min(1), z.record(text, z.array(text).min(1))], {
      error: 'must be a list of names, or an object of arrays and their names',
    })
    .meta({
      description:
        'The names of the targets or labels in the rows of the target array, or of several arrays by name. Default: their places, y[0].',
      examples: [['left', 'top', 'width', 'height'], { boxes: ['left', 'top'] }],
    })
    .exactOptional(),
  targetTransform: anyTable.targetTransform,
  targetWeights: anyTable.targetWeights,
};

export const arrayFile = z
  .strictObject({
    source: z
      .enum(['npz', 'idx'])
      .describe('Arrays in files: NPZ or NPY of NumPy (npz), or IDX as MNIST has it (idx).'),
    path: dataPath.describe(
      'The file, relative to this one: an NPZ with x, y and perhaps x_test, y_test; a list with a file for each array, named as it is; a folder of such files; or the files of each split.',
    ),
    ...arrayFields,
    ...anySource,
  })
  .meta({
    examples: [
      { source: 'npz', path: './mnist.npz' },
      { source: 'idx', path: './fashion-mnist' },
    ],
  });

export const dataModule = z
  .strictObject({
    source: z.literal('module').describe('Arrays or rows that a JavaScript module returns.'),
    path: text.describe(
      'The module, relative to this file; it exports data({ seed, random }), which returns arrays by name, rows, or batches of them.',
    ),
    ...columnFields,
    ...anyTable,
    ...arrayFields,
    target: targetField(
      'The array to predict, or a list of several, by default y, labels or the like; of rows the column, or a list of columns.',
    ).exactOptional(),
    ...anySource,
  })
  .meta({ examples: [{ source: 'module', path: './waves.mjs' }] });

/** A program's arrays, as its study names them. */
export const dataMemory = z.strictObject({
  source: z.literal('memory').describe('Arrays that a program gives to search; no file can.'),
  path: z.string().regex(/^sha256:[0-9a-f]{64}$/, 'must be a digest of arrays that a program gave'),
  ...arrayFields,
  ...anySource,
});
