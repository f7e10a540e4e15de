import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { Dataset, Task } from '../data/dataset.ts';
import type { Value } from '../study/distribution.ts';
import { inputPartsOf } from '../study/inputs/input-parts.ts';
import { paddingOf } from '../study/inputs/padding-of.ts';
import { sizeOfShape } from '../study/inputs/shape-size.ts';
import { partsOf } from '../study/outputs/task-parts.ts';
import { builtWidth } from '../study/outputs/task-widths.ts';
import { selectColumns } from '../study/searched/column-selection.ts';
import { type ImageShape, ownImageShape } from '../study/searched/image-size.ts';
import { taskNameOf } from '../study/task/task-name.ts';
import { type Awaitable, after } from './awaitable.ts';
import { withClasses } from './layers/class-logits.ts';
import { keepFrozenAverages } from './layers/frozen-averages.ts';
import { fuseRecurrence } from './layers/fused-recurrence.ts';
import { selectionLayer } from './layers/input-layers.ts';
import { joinParts, outputLayers, requireShape } from './layers/joined-parts.ts';
import { resizeLayer } from './layers/resize-layer.ts';
import { type Layer, layersOf } from './model-layers.ts';
import { inputColumnsOf, wholeTokensOf } from './models/input-columns.ts';
import type { ModelData, ModelFamily } from './models/model-family.ts';
import { outputBias } from './output-bias.ts';
import type { LayersModel, Tf, Variable } from './tensorflow.ts';

/** Parts of dense, activation and softmax layers that the types of TensorFlow.js leave out. */
type LayerParts = Layer & {
  activation?: { getClassName(): string };
  softmax?: (logits: unknown) => unknown;
  bias?: { read(): unknown } | null;
};

/** The parts of a data set that determine a model's layers. */
export type ModelShape = Pick<Dataset, 'task' | 'inputShape' | 'preprocessing'>;

/** The description of the data that a model family receives. */
export function modelDataOf({ task, inputShape, preprocessing }: ModelShape): ModelData {
  const columns = inputColumnsOf(preprocessing);
  const tokens = wholeTokensOf(preprocessing);
  const padding = paddingOf(preprocessing);
  const common = { inputShape, outputs: builtWidth(task), task: taskNameOf(task) };
  const inputs = inputPartsOf({ preprocessing, inputShape }).map(
    ({ name, shape, columns: own, ...part }) => ({
      ...{ name, shape },
      ...(part.tokens && { tokens: part.tokens }),
      ...(own && { columns: inputColumnsOf({ kind: 'table', columns: own }) ?? [] }),
    }),
  );
  const targets = partsOf(task).map(({ name = 'outputs', task: own }) => ({
    ...{ name, outputs: builtWidth(own), task: taskNameOf(own) },
  }));
  return {
    ...common,
    ...(columns && { columns }),
    ...(tokens && { tokens }),
    ...(padding && { pad: padding.pad }),
    ...(inputs.length > 1 && { inputs }),
    ...(targets.length > 1 && { targets }),
  };
}

/**
 * Builds a configuration's model: checks its shapes, makes it end in logits, and initialises the last layer's bias to
 * what the training rows say without any input (output-bias.ts). Throws an Error that says why this configuration
 * cannot be built.
 */
export function prepareModel(
  tf: Tf,
  family: ModelFamily,
  config: Readonly<Record<string, Value>>,
  dataset: Dataset,
): Awaitable<LayersModel> {
  return after(buildModel(tf, family, config, dataset), (model) => {
    startBiases(tf, model, dataset);
    return model;
  });
}

function startBiases(tf: Tf, model: LayersModel, dataset: Dataset): void {
  const start = outputBias(dataset);
  const named = outputLayers(model);
  if (named === undefined) {
    const layers: LayerParts[] = layersOf(model);
    const last = layers.findLast((layer) => layer.weights.length > 0);
    startBias(tf, last, start);
    return;
  }
  let offset = 0;
  for (const { name = '', task } of partsOf(dataset.task)) {
    const head = named.get(name);
    const width = builtWidth(task);
    startBias(tf, head && lastOf(head), start.subarray(offset, offset + width));
    offset += width;
  }
}

/**
 * `prepareModel` without the bias initialisation, hence without rows; for models that get stored weights. The model
 * takes all inputs of the data, and passes on those that the configuration uses; images it brings to the configuration's
 * size.
 */
export function buildModel(
  tf: Tf,
  family: ModelFamily,
  config: Readonly<Record<string, Value>>,
  dataset: ModelShape,
): Awaitable<LayersModel> {
  const image = ownImageShape(dataset, config);
  if (image !== undefined) {
    const sized = { ...dataset, inputShape: image.to };
    return after(buildOwn(tf, family, config, sized), (own) => resizing(tf, own, image));
  }
  const selection = selectColumns(dataset.preprocessing, config);
  if (selection === undefined) return buildOwn(tf, family, config, dataset);
  const { inputShape, preprocessing, places } = selection;
  if (places.length === 0) throw new Error('the configuration leaves out all columns');
  return after(buildOwn(tf, family, config, { ...dataset, inputShape, preprocessing }), (own) =>
    selecting(tf, own, dataset, { inputShape, places }),
  );
}

/** The model on images of the study's size. */
function resizing(
  tf: Tf,
  own: LayersModel,
  { from, to }: { readonly from: ImageShape; readonly to: ImageShape },
): LayersModel {
  const input = tf.input({ shape: [...from], name: 'all_pixels' });
  const resized = resizeLayer(tf, 'resized', from, to).apply(input) as SymbolicTensor;
  return tf.model({ inputs: input, outputs: own.apply(resized) as SymbolicTensor });
}

/** The model on the inputs at these places. */
function selecting(
  tf: Tf,
  own: LayersModel,
  dataset: ModelShape,
  { inputShape, places }: { readonly inputShape: readonly number[]; readonly places: readonly number[] },
): LayersModel {
  const all = sizeOfShape(dataset.inputShape);
  const input = tf.input({ shape: [...dataset.inputShape], name: 'all_inputs' });
  const reshaped = (values: SymbolicTensor, shape: readonly number[]) =>
    inputShape.length === 1
      ? values
      : (tf.layers.reshape({ targetShape: [...shape] }).apply(values) as SymbolicTensor);
  const layer = selectionLayer(tf, 'used_inputs', all, places);
  const used = layer.apply(reshaped(input, [all])) as SymbolicTensor;
  return tf.model({ inputs: input, outputs: own.apply(reshaped(used, inputShape)) as SymbolicTensor });
}

function buildOwn(
  tf: Tf,
  family: ModelFamily,
  config: Readonly<Record<string, Value>>,
  dataset: ModelShape,
): Awaitable<LayersModel> {
  const data = modelDataOf(dataset);
  // A user's module is JavaScript, and may return anything.
  return after<unknown, LayersModel>(family.build({ tf, config, data }), (model) => {
    if (!(model instanceof tf.LayersModel)) throw new Error('build must return a model of the given tf');
    const whole = wholeModel(tf, model, dataset);
    const layers = layersOf(whole);
    for (const head of headsOf(whole)) dropLink(tf, head, dataset.task);
    keepFrozenAverages(layers);
    fuseRecurrence(tf, layers);
    return withClasses(tf, whole, dataset.task);
  });
}

/** The model, with one input and one output: those of a model with several are joined. */
function wholeModel(tf: Tf, model: LayersModel, dataset: ModelShape): LayersModel {
  const { inputShape, task } = dataset;
  const targets = partsOf(task).map(({ name = 'outputs', task: own }) => ({ name, width: builtWidth(own) }));
  const shape = { inputShape, inputs: inputPartsOf(dataset), outputs: builtWidth(task), targets };
  if (model.inputs.length > 1 || model.outputs.length > 1) return joinParts(tf, model, shape);
  requireShape(model.inputs[0], inputShape, 'take', 'takes');
  requireShape(model.outputs[0], [shape.outputs], 'return', 'returns');
  return model;
}

/** The last layers, one for each of a model's outputs. */
function headsOf(model: LayersModel): LayerParts[] {
  const named = outputLayers(model);
  const last = layersOf(model).at(-1);
  if (named === undefined) return last === undefined ? [] : [last];
  return [...named.values()].flatMap((layer) => lastOf(layer) ?? []);
}

/** The last layer of a layer that may be a model itself. */
function lastOf(layer: Layer): LayerParts | undefined {
  return 'layers' in layer ? layersOf(layer as unknown as LayersModel).at(-1) : layer;
}

/** Removes a final softmax, and of labels a sigmoid: the loss is computed from the logits, which is numerically exact. */
function dropLink(tf: Tf, last: LayerParts | undefined, task: Task): void {
  if (last?.getClassName() === 'Softmax') last.softmax = (logits) => logits;
  const activation = last?.activation?.getClassName();
  const isLink = activation === 'softmax' || (activation === 'sigmoid' && task.kind === 'multilabel');
  if (last === undefined || !isLink) return;
  const linear = tf.layers.activation({ activation: 'linear' }) as unknown as LayerParts;
  if (linear.activation !== undefined) last.activation = linear.activation;
}

/**
 * Sets the last layer's bias, [outputs] or one for each member, only if it is all zeros: a user's own initialisation is
 * kept.
 */
function startBias(tf: Tf, last: LayerParts | undefined, start: Float32Array): void {
  const bias = last?.bias?.read() as Variable | undefined;
  if (bias === undefined || bias.shape.at(-1) !== start.length) return;
  if (bias.dataSync().some((value) => value !== 0)) return;
  const values = Float32Array.from({ length: bias.size }, (_, at) => start[at % start.length] as number);
  const tensor = tf.tensor(values, bias.shape);
  bias.assign(tensor as never);
  tensor.dispose();
}
