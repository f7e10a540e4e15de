import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { isOwnLayer } from '../layers/own-layer.ts';
import type { Layer } from '../model-layers.ts';
import type { LayersModel, Tf } from '../tensorflow.ts';

/** Parts of a stock layer that the types of TensorFlow.js leave out. */
type LayerClass = { fromConfig(owner: unknown, config: unknown): Layer };

/**
 * Copies a model of one input and one output with its weights, with layers of ours replaced by stock layers that compute
 * the same, and puts `prefix` before the names of the others. Each layer is applied once; nested models become part of
 * the copy.
 */
export function stockCopy(tf: Tf, model: LayersModel, prefix: string): LayersModel {
  const { shape, name } = model.inputs[0] as SymbolicTensor;
  const input = tf.input({ shape: shape.slice(1), name: prefix + name });
  return tf.model({ inputs: input, outputs: copied(model, [input], prefix), name: `${prefix}${model.name}` });
}

/** The copies of the model's outputs for these inputs; nested models may have several of both. */
function copied(model: LayersModel, inputs: readonly SymbolicTensor[], prefix: string): SymbolicTensor[] {
  const copies = new Map(model.inputs.map(({ id }, index) => [id, inputs[index] as SymbolicTensor]));
  for (const layer of model.layers) {
    if (layer.getClassName() === 'InputLayer') continue;
    const { inputTensors, outputTensors } = appliedNode(layer);
    const given = inputTensors.map(({ id }) => copies.get(id) as SymbolicTensor);
    applied(layer, given, prefix).forEach((copy, index) => {
      copies.set((outputTensors[index] as SymbolicTensor).id, copy);
    });
  }
  return model.outputs.map(({ id }) => copies.get(id) as SymbolicTensor);
}

/** A nested model has a node of its own before that of its use. */
function appliedNode(layer: Layer): Layer['inboundNodes'][number] {
  return layer.inboundNodes.at(-1) as Layer['inboundNodes'][number];
}

function applied(layer: Layer, inputs: readonly SymbolicTensor[], prefix: string): SymbolicTensor[] {
  const [only, ...others] = inputs as [SymbolicTensor, ...SymbolicTensor[]];
  if (isOwnLayer(layer)) return [layer.toStock(only)];
  if ('layers' in layer) return copied(layer as unknown as LayersModel, inputs, prefix);
  const owner = layer.constructor as unknown as LayerClass;
  const copy = owner.fromConfig(owner, { ...layer.getConfig(), name: prefix + layer.name });
  const output = copy.apply((others.length === 0 ? only : inputs) as SymbolicTensor) as SymbolicTensor;
  copy.setWeights(layer.getWeights());
  return [output];
}
