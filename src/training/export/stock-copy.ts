import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { isOwnLayer } from '../layers/own-layer.ts';
import type { Layer } from '../model-layers.ts';
import type { LayersModel, Tf } from '../tensorflow.ts';

/** Parts of a stock layer that the types of TensorFlow.js leave out. */
type LayerClass = { fromConfig(owner: unknown, config: unknown): Layer };

/**
 * Copies a model of one input with its weights, with layers of ours replaced by stock layers that compute the same, and
 * puts `prefix` before the names of the others. Each layer is applied once.
 */
export function stockCopy(tf: Tf, model: LayersModel, prefix: string): LayersModel {
  const copies = new Map<number, SymbolicTensor>();
  let input: SymbolicTensor | undefined;
  const copyOf = ({ id }: SymbolicTensor) => copies.get(id) as SymbolicTensor;
  for (const layer of model.layers) {
    const given = [layer.input].flat().map((each) => copies.get(each.id));
    const output = layer.output as SymbolicTensor;
    if (layer.getClassName() === 'InputLayer') {
      input = tf.input({ shape: output.shape.slice(1), name: prefix + layer.name });
      copies.set(output.id, input);
    } else {
      copies.set(output.id, applied(layer, given as SymbolicTensor[], prefix));
    }
  }
  const [output] = model.outputs;
  if (input === undefined || output === undefined) throw new Error('a model without an input or an output');
  return tf.model({ inputs: input, outputs: copyOf(output), name: `${prefix}${model.name}` });
}

function applied(layer: Layer, inputs: readonly SymbolicTensor[], prefix: string): SymbolicTensor {
  const [only, ...others] = inputs;
  if (isOwnLayer(layer)) return layer.toStock(only as SymbolicTensor);
  const owner = layer.constructor as unknown as LayerClass;
  const copy = owner.fromConfig(owner, { ...layer.getConfig(), name: prefix + layer.name });
  const output = copy.apply((others.length === 0 ? only : inputs) as SymbolicTensor) as SymbolicTensor;
  copy.setWeights(layer.getWeights());
  return output;
}
