import { type BrokenPipeline, type Diagnosis, fails, inSpace, smallNet, warns } from './broken-pipeline.ts';

/** Three arrays, of ids, sequences and numbers. */
export const partsData = {
  source: 'module',
  path: './parts-data.mjs',
  inputs: ['text', 'signal', 'meta'],
  as: { text: 'tokens', signal: 'arrays', meta: 'arrays' },
};

/** `own`: fields of the data that are part of the bug. */
const inParts = (title: string, bug: string, diagnosis: Diagnosis, own: object = {}) =>
  inSpace(
    title,
    (mended) => ({
      data: { ...partsData, ...(mended ? {} : own) },
      model: { module: './parts.mjs' },
      space: { ...smallNet, mended, bug },
    }),
    diagnosis,
  );

/** The bug is in what a module makes of one of its three inputs. */
export const brokenParts: readonly BrokenPipeline[] = [
  inParts(
    'one of three inputs not passed on',
    'unplugged',
    warns('inputs-used', /^input meta changes no output: the model leaves out all of its 3 numbers/),
  ),
  inParts(
    'one of three inputs not scaled',
    'unscaled',
    fails('input-scale', /^input meta’s root mean square is 1\d\d$/, ['initial-loss', 'base-rate']),
    { scaling: 'none' },
  ),
  inParts(
    'token ids shifted by one',
    'shifted',
    warns('input-scale', /looks up the ids of input text shifted by 1: 1 to 23$/),
  ),
  inParts(
    'token ids multiplied',
    'multiplied',
    fails('input-scale', /^input text has ids of 23 tokens, and layer \S+ takes them as quantities$/),
  ),
  inParts(
    'sequence read from its end',
    'reversed',
    warns('inputs-decoded', /gets input signal of shape \[20,2\] from the end to the beginning$/),
  ),
  inParts(
    'feature of a sequence left out',
    'one feature',
    warns('inputs-used', /^signal\[·,1\] changes no output/),
  ),
];
