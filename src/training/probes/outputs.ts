import type { Dataset, Split } from '../../data/dataset.ts';
import { freshInputs, tensorsOf } from '../inputs.ts';
import type { LayersModel, Tensor, Tf } from '../tensorflow.ts';

/** The model's outputs for a split in one batch: logits or scaled values, with the actual shape of the tensor. */
export function outputsOf(
  tf: Tf,
  model: LayersModel,
  dataset: Dataset,
  split: Split,
): { readonly values: Float32Array; readonly shape: readonly number[] } {
  // Read outside tidy, which would iterate over every element of a typed array.
  const output = tf.tidy(
    () => model.apply(enteringTensors(tf, dataset, split).x, { training: false }) as Tensor,
  );
  const read = { values: output.dataSync() as Float32Array, shape: output.shape };
  output.dispose();
  return read;
}

/** Inputs and targets of all rows of a split. */
export function enteringTensors(tf: Tf, dataset: Dataset, split: Split): { x: Tensor; y: Tensor } {
  const rows = Int32Array.from({ length: split.rows }, (_, row) => row);
  return tensorsOf(freshInputs(tf), dataset, split, () => rows);
}
