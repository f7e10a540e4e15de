import type { Dataset, Split } from '../data/dataset.ts';
import type { Random } from '../statistics/random.ts';
import { partOf, sampleRows } from '../training/probes/rows.ts';

/** At most `most` rows of a split, drawn at random; the split itself where it has no more. */
export function drawRows(split: Split, most: number, random: Random): Split {
  return split.rows <= most ? split : partOf(split, sampleRows(split, most, random));
}

/** A data set with other rows to train and to validate on; the test split is left alone. */
export function withSplits(
  dataset: Dataset,
  { train, validation }: { readonly train: Split; readonly validation: Split },
): Dataset {
  return { ...dataset, splits: { ...dataset.splits, train, validation } };
}

/** A data set that tells nothing: every number of every input is zero, and the targets are what they were. */
export function withoutInputs(dataset: Dataset): Dataset {
  const blank = (split: Split): Split => ({ ...split, x: new Float32Array(split.x.length) });
  const { train, validation } = dataset.splits;
  return withSplits(dataset, { train: blank(train), validation: blank(validation) });
}
