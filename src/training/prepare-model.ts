import type { Dataset, Task } from '../data/dataset.ts';
import { meanOf } from '../statistics/mean.ts';
import type { Value } from '../study/distribution.ts';
import { type Layer, layersOf } from './model-layers.ts';
import type { ModelData, ModelFamily } from './models/model-family.ts';
import type { LayersModel, Tf, Variable } from './tensorflow.ts';

/** The parts of dense, activation and softmax layers that we reach into; TensorFlow.js keeps them out of its types. */
type LayerParts = Layer & {
  activation?: { getClassName(): string };
  softmax?: (logits: unknown) => unknown;
  bias?: { read(): unknown } | null;
};

/** What of a data set decides a model's shape. */
export type ModelShape = Pick<Dataset, 'task' | 'inputShape'>;

/** The shape of the problem, as a model sees it. */
export function modelDataOf({ task, inputShape }: ModelShape): ModelData {
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
  const model = buildModel(tf, family, config, dataset);
  const layers: LayerParts[] = layersOf(model);
  startBias(
    tf,
    layers.findLast((layer) => layer.weights.length > 0),
    outputBias(dataset),
  );
  return model;
}

/** As `prepareModel`, but for the start, which stored weights take the place of: it needs no rows. */
export function buildModel(
  tf: Tf,
  family: ModelFamily,
  config: Readonly<Record<string, Value>>,
  dataset: ModelShape,
): LayersModel {
  const data = modelDataOf(dataset);
  const model: unknown = family.build({ tf, config, data });
  if (isPromise(model)) {
    // Nobody awaits it, and a rejection that nobody hears ends the process.
    model.then(undefined, () => {});
    throw new Error('build must return the model itself, and returned a promise: it cannot be async');
  }
  // A user's module is JavaScript, and may return anything.
  if (!(model instanceof tf.LayersModel)) throw new Error('build must return a model of the given tf');
  checkShapes(model, data);
  dropSoftmax(tf, layersOf(model).at(-1));
  return model;
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

function checkShapes({ inputs, outputs }: LayersModel, data: ModelData): void {
  const [input, ...otherInputs] = inputs;
  const [output, ...otherOutputs] = outputs;
  if (input === undefined || output === undefined || otherInputs.length > 0 || otherOutputs.length > 0) {
    throw new Error('the model must have one input and one output');
  }
  if (!isSameShape(input.shape, data.inputShape)) {
    throw new Error(
      `the model must take ${batchOf(data.inputShape)}, and takes ${JSON.stringify(input.shape)}`,
    );
  }
  if (!isSameShape(output.shape, [data.outputs])) {
    throw new Error(
      `the model must return ${batchOf([data.outputs])}, and returns ${JSON.stringify(output.shape)}`,
    );
  }
}

function batchOf(shape: readonly number[]): string {
  return JSON.stringify([null, ...shape]);
}

/** `shape` has the batch in front; a length that it leaves open fits any. */
function isSameShape(shape: readonly (number | null)[], wanted: readonly number[]): boolean {
  return (
    shape.length === wanted.length + 1 &&
    wanted.every((length, axis) => (shape[axis + 1] ?? length) === length)
  );
}

/** A final softmax is taken off: the loss is computed from the logits, where it is exact. */
function dropSoftmax(tf: Tf, last: LayerParts | undefined): void {
  if (last?.getClassName() === 'Softmax') last.softmax = (logits) => logits;
  if (last?.activation?.getClassName() !== 'softmax') return;
  const linear = tf.layers.activation({ activation: 'linear' }) as unknown as LayerParts;
  if (linear.activation !== undefined) last.activation = linear.activation;
}

/** ln p of each class in the training split (up to a constant, the log-odds), or the scaled target's mean. */
export function outputBias({ task, splits: { train } }: Pick<Dataset, 'task' | 'splits'>): Float32Array {
  if (task.kind === 'regression') return Float32Array.of(meanOf(train.y));
  const counts = classCounts(task, train.y);
  // A class that the training split lacks starts as if it had been seen half a time.
  return counts.map((count) => Math.log(Math.max(count, 0.5) / train.rows));
}

function classCounts(task: Extract<Task, { kind: 'classification' }>, y: Float32Array): Float32Array {
  const counts = new Float32Array(task.classes.length);
  for (const label of y) counts[label] = (counts[label] as number) + 1;
  return counts;
}

/** Sets the last dense layer's bias if it is still all zeros: a start that the user chose is kept. */
function startBias(tf: Tf, last: LayerParts | undefined, start: Float32Array): void {
  const bias = last?.bias?.read() as Variable | undefined;
  if (bias === undefined || bias.size !== start.length) return;
  if (bias.dataSync().some((value) => value !== 0)) return;
  const tensor = tf.tensor1d(start);
  bias.assign(tensor as never);
  tensor.dispose();
}
