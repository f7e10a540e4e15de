import type { Dataset, Split } from '../data/dataset.ts';
import { type Predictions, toPredictions } from '../metrics/predictions.ts';
import { outputWidth } from '../study/outputs/task-widths.ts';
import type { LayersModel, Tensor, Tf } from './tensorflow.ts';
import { sizeOf } from './wasm-kernels/shape.ts';

const predictionRows = 512;

/** Examples with inputs of shape [rows, ...inputShape]. */
export type Examples = Pick<Split, 'rows' | 'x'>;

/** The model's predictions for all examples of a split, in the split's order. */
export function predict(
  tf: Tf,
  model: LayersModel,
  dataset: Pick<Dataset, 'inputShape' | 'task'>,
  split: Examples,
): Predictions {
  return toPredictions(dataset.task, outputsOf(tf, model, dataset, split));
}

/** The model's raw outputs, [rows, outputs]: logits or scaled values. */
export function outputsOf(
  tf: Tf,
  model: LayersModel,
  { inputShape, task }: Pick<Dataset, 'inputShape' | 'task'>,
  { rows, x: inputs }: Examples,
  outputs = outputWidth(task),
): Float32Array {
  const rowSize = sizeOf(inputShape);
  const raw = new Float32Array(rows * outputs);
  for (let start = 0; start < rows; start += predictionRows) {
    const end = Math.min(start + predictionRows, rows);
    // Read outside tidy, which would iterate over every element of a typed array.
    const predicted = tf.tidy(() => {
      const x = tf.tensor(inputs.slice(start * rowSize, end * rowSize), [end - start, ...inputShape]);
      return model.apply(x, { training: false }) as Tensor;
    });
    raw.set(predicted.dataSync() as Float32Array, start * outputs);
    predicted.dispose();
  }
  return raw;
}
