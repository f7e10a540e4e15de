import type { Dataset, Split, Task } from '../data/dataset.ts';
import type { Value } from '../study/distribution.ts';
import { lossScale, meanSquaredError, softmaxCrossEntropy } from './loss.ts';
import { type Predictions, toPredictions } from './metrics.ts';
import { type Layer, layersOf } from './model-layers.ts';
import { createOptimizer } from './optimizer.ts';
import type { LayersModel, Tensor, Tf, Variable } from './tensorflow.ts';

/** A model that learns: what the training loop needs of TensorFlow.js, and no more. */
export interface Learner {
  readonly model: LayersModel;
  /** One optimizer step on the training rows of these indices. Returns their mean loss, regularisers included. */
  step(rows: Int32Array): number;
  /** What the layers' regularisers add to that loss at present. Both are in the target's own units, squared. */
  penalty(): number;
}

const predictionRows = 512;

export function createLearner(
  tf: Tf,
  model: LayersModel,
  dataset: Dataset,
  config: Readonly<Record<string, Value>>,
): Learner {
  const { task, inputShape } = dataset;
  const { train } = dataset.splits;
  const optimizer = createOptimizer(tf, config);
  const variables = model.trainableWeights.map((weight) => weight.read() as Variable);
  const layers = layersOf(model);
  const loss = task.kind === 'classification' ? softmaxCrossEntropy(tf) : meanSquaredError(tf);
  const inTargetUnits = (value: Tensor) => (value.dataSync()[0] as number) * lossScale(task);

  return {
    model,
    step(rows) {
      const value = tf.tidy(() => {
        const x = tf.tensor(gatherInputs(train, rows), [rows.length, ...inputShape]);
        const targets = gatherTargets(task, train, rows);
        const y = tf.tensor(targets, [rows.length, targets.length / rows.length]);
        const { value, grads } = tf.variableGrads(() => {
          const outputs = model.apply(x, { training: true }) as Tensor;
          return tf.addN([loss(outputs, y), ...penalties(layers)]) as never;
        }, variables);
        optimizer.apply(variables, grads);
        return value;
      });
      const result = inTargetUnits(value);
      value.dispose();
      return result;
    },
    penalty: () => tf.tidy(() => inTargetUnits(tf.addN([tf.scalar(0), ...penalties(layers)]))),
  };
}

/** What the model says of every example of a split, in the split's order. */
export function predict(tf: Tf, model: LayersModel, dataset: Dataset, split: Split): Predictions {
  const { inputShape, task } = dataset;
  const rowSize = inputShape.reduce((product, length) => product * length, 1);
  const outputs = task.kind === 'classification' ? task.classes.length : 1;
  const raw = new Float32Array(split.rows * outputs);
  for (let start = 0; start < split.rows; start += predictionRows) {
    const end = Math.min(start + predictionRows, split.rows);
    const values = tf.tidy(() => {
      const x = tf.tensor(split.x.slice(start * rowSize, end * rowSize), [end - start, ...inputShape]);
      return (model.apply(x, { training: false }) as Tensor).dataSync();
    });
    raw.set(values as Float32Array, start * outputs);
  }
  return toPredictions(task, raw);
}

/** What the layers' own regularisers ask for. `model.calculateLosses` forgets those of a sequential model. */
function penalties(layers: readonly Layer[]): Tensor[] {
  return layers.flatMap((layer) => layer.calculateLosses());
}

function gatherInputs(split: Split, rows: Int32Array): Float32Array {
  const rowSize = split.x.length / split.rows;
  const batch = new Float32Array(rows.length * rowSize);
  rows.forEach((row, position) => {
    batch.set(split.x.subarray(row * rowSize, (row + 1) * rowSize), position * rowSize);
  });
  return batch;
}

/** One-hot rows of the classes, or the scaled targets. */
function gatherTargets(task: Task, split: Split, rows: Int32Array): Float32Array {
  if (task.kind === 'regression') return Float32Array.from(rows, (row) => split.y[row] as number);
  const classes = task.classes.length;
  const targets = new Float32Array(rows.length * classes);
  rows.forEach((row, position) => {
    targets[position * classes + (split.y[row] as number)] = 1;
  });
  return targets;
}
