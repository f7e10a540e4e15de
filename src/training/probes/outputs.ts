import type { Dataset, Split } from '../../data/dataset.ts';
import { freshInputs, tensorsOf } from '../inputs.ts';
import type { LayersModel, Tensor, Tf } from '../tensorflow.ts';

/** What the model gives for a split in one batch: [rows, outputs] logits or scaled values, with its real shape. */
export function outputsOf(
  tf: Tf,
  model: LayersModel,
  dataset: Dataset,
  split: Split,
): { readonly values: Float32Array; readonly shape: readonly number[] } {
  // Read outside: tidy would walk a typed array number by number.
  const output = tf.tidy(
    () => model.apply(enteringTensors(tf, dataset, split).x, { training: false }) as Tensor,
  );
  const read = { values: output.dataSync() as Float32Array, shape: output.shape };
  output.dispose();
  return read;
}

/** All rows of a split as they enter the model, and what is to be said of them. */
export function enteringTensors(tf: Tf, dataset: Dataset, split: Split): { x: Tensor; y: Tensor } {
  const rows = Int32Array.from({ length: split.rows }, (_, row) => row);
  return tensorsOf(freshInputs(tf), dataset, split, () => rows);
}
