import type { Dataset, Split } from '../data/dataset.ts';
import { type Predictions, toPredictions } from '../metrics/predictions.ts';
import { targetWidth } from './inputs.ts';
import type { LayersModel, Tensor, Tf } from './tensorflow.ts';
import { sizeOf } from './wasm-kernels/shape.ts';

const predictionRows = 512;

/** Some examples: [rows, ...inputShape]. */
export type Examples = Pick<Split, 'rows' | 'x'>;

/** What the model says of every example of a split, in the split's order. */
export function predict(
  tf: Tf,
  model: LayersModel,
  dataset: Pick<Dataset, 'inputShape' | 'task'>,
  split: Examples,
): Predictions {
  return toPredictions(dataset.task, outputsOf(tf, model, dataset, split));
}

/** What comes out of a model, as it is: [rows, outputs]. */
export function outputsOf(
  tf: Tf,
  model: LayersModel,
  { inputShape, task }: Pick<Dataset, 'inputShape' | 'task'>,
  { rows, x: inputs }: Examples,
): Float32Array {
  const rowSize = sizeOf(inputShape);
  const outputs = targetWidth(task);
  const raw = new Float32Array(rows * outputs);
  for (let start = 0; start < rows; start += predictionRows) {
    const end = Math.min(start + predictionRows, rows);
    // Read outside: tidy would walk a typed array number by number.
    const predicted = tf.tidy(() => {
      const x = tf.tensor(inputs.slice(start * rowSize, end * rowSize), [end - start, ...inputShape]);
      return model.apply(x, { training: false }) as Tensor;
    });
    raw.set(predicted.dataSync() as Float32Array, start * outputs);
    predicted.dispose();
  }
  return raw;
}
