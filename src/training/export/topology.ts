import { isOwnLayer } from '../layers/own-layer.ts';
import { layersOf } from '../model-layers.ts';
import type { LayersModel, Tf } from '../tensorflow.ts';
import { stockCopy } from './stock-copy.ts';

type ModelJson = Parameters<Tf['models']['modelFromJSON']>[0];

/** A reference to a node of a functional model's graph; it starts with the layer's name. */
type Reference = readonly [string, ...unknown[]];

/** A layer or model as `model.toJSON` writes it; only the fields used here. */
interface LayerJson {
  readonly class_name: string;
  readonly name?: string;
  readonly config: {
    readonly name: string;
    readonly layers?: readonly LayerJson[];
    readonly input_layers?: readonly Reference[];
    readonly output_layers?: readonly Reference[];
    /** The vocabulary size of an Embedding (`input_dim`) or a CategoryEncoding (`num_tokens`). */
    readonly input_dim?: number;
    readonly num_tokens?: number;
  };
  readonly inbound_nodes?: readonly (readonly Reference[])[];
}

/** The layer classes that TensorFlow.js can deserialise. Call it before a user's module registers its own. */
export function knownClasses(tf: Tf): ReadonlySet<string> {
  return new Set(Object.keys(tf.serialization.SerializationMap.getMap().classNameMap));
}

/**
 * Layers whose class is not in `known`, which only the user's own code can deserialise, and that no stock layers replace;
 * each as "name of class".
 */
export function unknownLayers(model: LayersModel, known: ReadonlySet<string>): string[] {
  const own = new Set(
    layersOf(model)
      .filter(isOwnLayer)
      .map(({ name }) => name),
  );
  return leavesOf(jsonOf(model))
    .filter((layer) => !known.has(layer.class_name) && !own.has(layer.config.name))
    .map((layer) => `${layer.config.name} of class ${layer.class_name}`);
}

/** The smallest vocabulary of all layers of the models; undefined if no layer takes integers. */
export function smallestVocabulary(models: readonly LayersModel[]): number | undefined {
  const sizes = models
    .flatMap((model) => leavesOf(jsonOf(model)))
    .filter((layer) => ['Embedding', 'CategoryEncoding'].includes(layer.class_name))
    .flatMap(({ config }) => config.input_dim ?? config.num_tokens ?? []);
  return sizes.length === 0 ? undefined : Math.min(...sizes);
}

/**
 * Copies a model with its weights and puts `prefix` before each layer's name: layers of models that are merged need
 * unique names. The copy ends in logits like the original, whose final softmax may only be disabled.
 */
export async function copyModel(tf: Tf, model: LayersModel, prefix: string): Promise<LayersModel> {
  if (layersOf(model).some(isOwnLayer)) return stockCopy(tf, model, prefix);
  const modelTopology = withoutSoftmax(renamed(jsonOf(model), prefix));
  // The type of `modelTopology` is a plain JSON object with other names.
  const copy = await tf.models.modelFromJSON({ modelTopology } as unknown as ModelJson);
  copy.setWeights(model.getWeights());
  return copy;
}

/** The layers, with nested models flattened. */
function leavesOf(layer: LayerJson): LayerJson[] {
  return layer.config.layers?.flatMap(leavesOf) ?? [layer];
}

function jsonOf(model: LayersModel): LayerJson {
  return model.toJSON(null, false) as unknown as LayerJson;
}

function renamed(layer: LayerJson, prefix: string): LayerJson {
  const refer = ([name, ...rest]: Reference): Reference => [prefix + name, ...rest];
  const { config, name, inbound_nodes: nodes } = layer;
  const { layers, input_layers: inputs, output_layers: outputs } = config;
  return {
    ...layer,
    ...(name === undefined ? {} : { name: prefix + name }),
    ...(nodes && { inbound_nodes: nodes.map((node) => node.map(refer)) }),
    config: {
      ...config,
      name: prefix + config.name,
      ...(layers && { layers: layers.map((each) => renamed(each, prefix)) }),
      ...(inputs && { input_layers: inputs.map(refer) }),
      ...(outputs && { output_layers: outputs.map(refer) }),
    },
  };
}

/** Replaces a final Softmax layer by a linear one. A softmax activation was already removed (prepare-model.ts). */
function withoutSoftmax(layer: LayerJson): LayerJson {
  const { config } = layer;
  const { layers } = config;
  const last = layers?.at(-1);
  if (layers !== undefined && last !== undefined) {
    return { ...layer, config: { ...config, layers: [...layers.slice(0, -1), withoutSoftmax(last)] } };
  }
  if (layer.class_name !== 'Softmax') return layer;
  const idle = { name: config.name, activation: 'linear', trainable: true };
  return { ...layer, class_name: 'Activation', config: idle };
}
