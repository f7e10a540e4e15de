import type { Dataset, Split } from '../../data/dataset.ts';
import type { Random } from '../../statistics/random.ts';
import type { Value } from '../../study/distribution.ts';
import { augmentationOf } from '../augmentation/augmentation.ts';

/** A copy of a split whose inputs are changed as training rows would be; without mixup, which mixes labels. */
export function augmentedRows(
  dataset: Dataset,
  config: Readonly<Record<string, Value>>,
  split: Split,
  random: Random,
): Split {
  const x = split.x.slice();
  const augmentation = augmentationOf({ ...config, 'augment.mixup': 0 }, dataset, random);
  augmentation?.inputs(() => {})(x, new Int32Array(split.rows));
  return { ...split, x };
}
