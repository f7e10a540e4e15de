import type { Dataset, Task } from '../data/dataset.ts';
import type { Value } from '../study/distribution.ts';
import type { ModelData, ModelFamily } from './models/model-family.ts';
import type { LayersModel, Tf } from './tensorflow.ts';

type Layer = LayersModel['layers'][number];
/** The parts of a dense layer that we reach into; TensorFlow.js keeps them out of its types. */
type DenseParts = Layer & { activation?: { getClassName(): string }; bias?: { read(): unknown } | null };

/** The shape of the problem, as a model sees it. */
export function modelDataOf({ task, inputShape }: Dataset): ModelData {
  const outputs = task.kind === 'classification' ? task.classes.length : 1;
  return { inputShape, outputs, task: task.kind };
}

/**
 * Builds a configuration's model: checks what comes out of it, makes it end in logits, and starts the last layer's
 * bias where an untrained model should: at the classes' log-odds or the target's mean. Raises an Error that says why
 * this configuration cannot be built.
 */
export function prepareModel(
  tf: Tf,
  family: ModelFamily,
  config: Readonly<Record<string, Value>>,
  dataset: Dataset,
): LayersModel {
  const data = modelDataOf(dataset);
  const model = family.build({ tf, config, data });
  checkShapes(model, data);
  const last = model.layers.at(-1) as DenseParts;
  dropSoftmax(tf, last);
  startBias(tf, last, outputBias(dataset));
  return model;
}

function checkShapes(model: LayersModel, data: ModelData): void {
  if (model.inputs.length !== 1 || model.outputs.length !== 1) {
    throw new Error('the model must have one input and one output');
  }
  const wanted = [null, data.outputs];
  const shape = model.outputs[0]?.shape ?? [];
  if (shape.length !== 2 || shape[1] !== data.outputs) {
    throw new Error(`the model must return ${JSON.stringify(wanted)}, and returns ${JSON.stringify(shape)}`);
  }
}

/** A final softmax is taken off: the loss is computed from the logits, where it is exact. */
function dropSoftmax(tf: Tf, last: DenseParts): void {
  if (last.activation?.getClassName() !== 'softmax') return;
  const linear = tf.layers.activation({ activation: 'linear' }) as unknown as DenseParts;
  if (linear.activation !== undefined) last.activation = linear.activation;
}

/** ln p of each class in the training split (up to a constant, the log-odds), or the scaled target's mean. */
export function outputBias({ task, splits: { train } }: Pick<Dataset, 'task' | 'splits'>): Float32Array {
  if (task.kind === 'regression') return Float32Array.of(mean(train.y));
  const counts = classCounts(task, train.y);
  // A class that the training split lacks starts as if it had been seen half a time.
  return counts.map((count) => Math.log(Math.max(count, 0.5) / train.rows));
}

function classCounts(task: Extract<Task, { kind: 'classification' }>, y: Float32Array): Float32Array {
  const counts = new Float32Array(task.classes.length);
  for (const label of y) counts[label] = (counts[label] as number) + 1;
  return counts;
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sets the bias of a last dense layer whose bias is still all zeros: a start that the user chose is kept. */
function startBias(tf: Tf, last: DenseParts, start: Float32Array): void {
  const bias = last.bias?.read() as ReturnType<Tf['variable']> | undefined;
  if (bias === undefined || bias.size !== start.length) return;
  if (bias.dataSync().some((value) => value !== 0)) return;
  const tensor = tf.tensor1d(start);
  bias.assign(tensor as never);
  tensor.dispose();
}
