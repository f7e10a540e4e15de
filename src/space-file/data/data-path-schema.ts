import { z } from 'zod';
import { text } from './any-source.ts';

const files = z.union([text, z.array(text).min(1)], { error: 'must be a path, or a list of paths' });
const ofSplit = (split: string) => files.describe(`The file or files of the ${split} rows.`);

export const dataPath = z
  .union(
    [
      files,
      z.strictObject({
        train: ofSplit('training'),
        validation: ofSplit('validation').exactOptional(),
        test: ofSplit('test').exactOptional(),
      }),
    ],
    { error: 'must be a path, a list of paths, or an object with "train", "validation" and "test"' },
  )
  .describe(
    'The file, relative to this one; it may be packed with gzip. Or a glob such as "flights-*.csv", a list of files with the same columns, or the files of each split.',
  );
