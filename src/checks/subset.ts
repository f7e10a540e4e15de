import type { Dataset, Split } from '../data/dataset.ts';
import type { Random } from '../statistics/random.ts';
import { partOf, sampleRows } from '../training/probes/rows.ts';

/** At most `most` rows of a split, sampled at random; the split itself when it has no more. */
export function drawRows(split: Split, most: number, random: Random): Split {
  return split.rows <= most ? split : partOf(split, sampleRows(split, most, random));
}

/** The data set with other rows for training and validation; the test split is unchanged. */
export function withSplits(
  dataset: Dataset,
  { train, validation }: { readonly train: Split; readonly validation: Split },
): Dataset {
  return { ...dataset, splits: { ...dataset.splits, train, validation } };
}

/** The data set without information: all inputs are zero, and the targets are unchanged. */
export function withoutInputs(dataset: Dataset): Dataset {
  const blank = (split: Split): Split => ({ ...split, x: new Float32Array(split.x.length) });
  const { train, validation } = dataset.splits;
  return withSplits(dataset, { train: blank(train), validation: blank(validation) });
}
