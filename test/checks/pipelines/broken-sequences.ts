import { type BrokenPipeline, type Diagnosis, fails, inSpace, warns } from './broken-pipeline.ts';

const learningRate = { type: 'logUniform', min: 1e-3, max: 1e-2 };

/** Two modules of the folder `models/sequences`: with the bug, and without it. */
export function inSequences(
  title: string,
  [broken, mended]: readonly [string, string],
  { as = 'arrays', type, diagnosis }: { as?: string; type: string; diagnosis: Diagnosis },
): BrokenPipeline {
  const spaceOf = (isMended: boolean) => ({
    data: { source: 'module', path: `./sequences/${isMended ? mended : broken}`, as },
    model: { type },
    space: { learningRate },
  });
  return inSpace(title, spaceOf, diagnosis);
}

/** The bug is in arrays of sequences or of token ids. */
export const brokenSequences: readonly BrokenPipeline[] = [
  inSequences('windows that overlap, divided at random', ['overlapping.mjs', 'separate.mjs'], {
    type: 'rnn',
    diagnosis: fails(
      'no-shared-steps',
      /^(9\d|100)\S* % of the validation and test rows share 12 steps or more of x/,
    ),
  }),
  inSequences('token ids from 0', ['ids-from-zero.mjs', 'ids-from-one.mjs'], {
    type: 'text',
    as: 'tokens',
    diagnosis: warns('token-ids', /^in \d\d\S* % of the rows of the inputs, id 0 stands between other ids/),
  }),
  inSequences('validation sequences from their end', ['turned-around.mjs', 'in-order.mjs'], {
    type: 'conv1d',
    diagnosis: warns('splits-alike', /x\[/),
  }),
];
