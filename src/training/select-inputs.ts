import type { Dataset, Split } from '../data/dataset.ts';
import { withInputs } from '../study/inputs/split-inputs.ts';
import type { Configuration } from '../study/search-space.ts';
import { selectColumns } from '../study/searched/column-selection.ts';
import { resizeInputs } from './resize-inputs.ts';

/**
 * The data set with the inputs alone that the configurations use, in memory of its own; the same one where these are
 * all. A configuration that uses none keeps all, and its model says so when it is built.
 */
export function selectInputs(dataset: Dataset, ...configs: readonly Configuration[]): Dataset {
  const selection = selectColumns(dataset.preprocessing, ...configs);
  if (selection === undefined || selection.places.length === 0) return dataset;
  const { inputShape, preprocessing, places } = selection;
  return {
    ...dataset,
    inputShape,
    preprocessing,
    splits: withInputs(dataset.splits, (split) => selected(split, places)),
  };
}

/** The inputs that one configuration is trained on: its columns and encodings, or the images in its size. */
export function trainingInputs(dataset: Dataset, config: Configuration): Dataset {
  return resizeInputs(selectInputs(dataset, config), config);
}

/** [rows, places] of x [rows, inputs]. */
function selected({ rows, x }: Split, places: readonly number[]): Float32Array {
  const width = rows === 0 ? 0 : x.length / rows;
  const own = new Float32Array(rows * places.length);
  let at = 0;
  for (let from = 0; from < x.length; from += width) {
    for (const place of places) own[at++] = x[from + place] as number;
  }
  return own;
}
