import type { Dataset, Split } from '../data/dataset.ts';
import { targetWidth } from './inputs.ts';
import { type Predictions, toPredictions } from './metrics.ts';
import type { LayersModel, Tensor, Tf } from './tensorflow.ts';

const predictionRows = 512;

/** What the model says of every example of a split, in the split's order. */
export function predict(tf: Tf, model: LayersModel, dataset: Dataset, split: Split): Predictions {
  const { inputShape, task } = dataset;
  const rowSize = inputShape.reduce((product, length) => product * length, 1);
  const outputs = targetWidth(task);
  const raw = new Float32Array(split.rows * outputs);
  for (let start = 0; start < split.rows; start += predictionRows) {
    const end = Math.min(start + predictionRows, split.rows);
    // Read outside: tidy would walk a typed array number by number.
    const predicted = tf.tidy(() => {
      const x = tf.tensor(split.x.slice(start * rowSize, end * rowSize), [end - start, ...inputShape]);
      return model.apply(x, { training: false }) as Tensor;
    });
    raw.set(predicted.dataSync() as Float32Array, start * outputs);
    predicted.dispose();
  }
  return toPredictions(task, raw);
}
